; extends
; Neovim and Helix: GraphQL in the template strings that functions send to a provider.

; `data: { query: `query { … }` }`
((pair
  key: (property_identifier) @_key
  value: (template_string
    (string_fragment) @injection.content))
  (#eq? @_key "query")
  (#match? @injection.content "^[ \t\r\n]*(query|mutation|subscription|fragment)[ \t\r\n({]")
  (#set! injection.language "graphql")
  (#set! injection.combined))

; `const query = `query { … }``
((variable_declarator
  value: (template_string
    (string_fragment) @injection.content))
  (#match? @injection.content "^[ \t\r\n]*(query|mutation|subscription|fragment)[ \t\r\n({]")
  (#set! injection.language "graphql")
  (#set! injection.combined))
