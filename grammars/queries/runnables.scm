; Zed: what can be run with a click, a `createAction` or `createSync` that is exported by default.
; The button stands at `@run`; a task with the tag runs, and finds the name of the call as `ZED_CUSTOM_create`.

((program
  (export_statement
    value: (call_expression
      function: (identifier) @run @create)))
  (#any-of? @run "createAction" "createSync")
  (#set! tag nango-dryrun))

; `const sync = createSync({ … }); export default sync;`
((program
  (lexical_declaration
    (variable_declarator
      name: (identifier) @_name
      value: (call_expression
        function: (identifier) @run @create)))
  (export_statement
    value: (identifier) @_exported))
  (#eq? @_name @_exported)
  (#any-of? @run "createAction" "createSync")
  (#set! tag nango-dryrun))
