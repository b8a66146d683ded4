; extends
; Neovim (`outer`, `inner`) and Helix (`around`, `inside`): the units of a Nango function.

; The function itself: the create call, and what it is told.
((call_expression
  function: (identifier) @_create
  arguments: (arguments
    .
    (object) @class.inner @class.inside)) @class.outer @class.around
  (#any-of? @_create "createAction" "createSync" "createOnEvent"))

; What it does: `exec` or `onWebhook`, and the body.
((pair
  key: (property_identifier) @_key
  value: [
    (arrow_function
      body: (_) @function.inner @function.inside)
    (function_expression
      body: (_) @function.inner @function.inside)
  ]) @function.outer @function.around
  (#any-of? @_key "exec" "onWebhook"))

((method_definition
  name: (property_identifier) @_key
  body: (_) @function.inner @function.inside) @function.outer @function.around
  (#any-of? @_key "exec" "onWebhook"))

; What it is told: one property of the create call.
((call_expression
  function: (identifier) @_create
  arguments: (arguments
    .
    (object
      (pair
        value: (_) @entry.inner @entry.inside) @entry.outer @entry.around)))
  (#any-of? @_create "createAction" "createSync" "createOnEvent"))
