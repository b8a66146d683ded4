-- The scaffolds of the server, by their ids (`nango-lsp new --template`), in its order and with its titles.
return {
  { id = 'action', title = 'createAction: get one record' },
  { id = 'sync-timestamp', title = 'createSync: incremental by timestamp' },
  { id = 'sync-cursor', title = 'createSync: incremental by cursor' },
  { id = 'sync-full', title = 'createSync: full refresh with deletion detection' },
  { id = 'sync-webhook', title = 'createSync: webhook' },
  { id = 'post-connection-creation', title = 'createOnEvent: post-connection-creation' },
  { id = 'pre-connection-deletion', title = 'createOnEvent: pre-connection-deletion' },
  { id = 'validate-connection', title = 'createOnEvent: validate-connection' },
}
