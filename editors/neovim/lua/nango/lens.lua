-- Code lenses, which Neovim 0.11 and 0.12 show in different ways.
local M = {}

--- When 0.11 asks for lenses again, beside the server's own requests to do so.
local REFRESHING = { 'BufEnter', 'InsertLeave', 'BufWritePost' }

--- In 0.11, what asks for the lenses of a buffer, by client and buffer.
---@type table<integer, table<integer, fun()>>
local refreshers = vim.defaulttable()

--- What asks for the lenses of a buffer. If that is done while an answer is awaited, which may be of before, they are asked
--- for once more: 0.11's own `vim.lsp.codelens.refresh` drops such a wish, and shows what is outdated.
---@param client vim.lsp.Client
---@param bufnr integer
---@return fun()
local function refresher(client, bufnr)
  local is_awaited, is_asked_again = false, false
  local function refresh()
    if is_awaited or not vim.api.nvim_buf_is_loaded(bufnr) then
      is_asked_again = is_awaited
      return
    end
    local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
    is_awaited = client:request('textDocument/codeLens', params, function(err, lenses, context)
      vim.lsp.codelens.on_codelens(err, lenses, context)
      is_awaited = false
      if is_asked_again then
        is_asked_again = false
        refresh()
      end
    end, bufnr)
  end
  return refresh
end

--- Handles `workspace/codeLens/refresh` in 0.11, which does not; nil in 0.12, which does.
M.on_refresh = not vim.lsp.codelens.enable
    and function(_, _, context)
      for _, refresh in pairs(refreshers[context.client_id]) do
        refresh()
      end
      return vim.NIL
    end
  or nil

--- Shows the lenses of a client in a buffer, unless `vim.g.nango_codelens` is false.
---@param client vim.lsp.Client
---@param bufnr integer
function M.attach(client, bufnr)
  if vim.g.nango_codelens == false then
    return
  end
  if vim.lsp.codelens.enable then -- 0.12
    vim.lsp.codelens.enable(true, { bufnr = bufnr, client_id = client.id })
    return
  end
  local refresh = refresher(client, bufnr)
  refreshers[client.id][bufnr] = refresh
  local group = vim.api.nvim_create_augroup('nango_lens_' .. bufnr, {})
  vim.api.nvim_create_autocmd(REFRESHING, { group = group, buffer = bufnr, callback = refresh })
  vim.api.nvim_create_autocmd('LspDetach', {
    group = group,
    buffer = bufnr,
    callback = function(event)
      if event.data.client_id == client.id then
        refreshers[client.id][bufnr] = nil
        vim.lsp.codelens.clear(client.id, bufnr)
        vim.api.nvim_del_augroup_by_id(group)
      end
    end,
  })
  refresh()
end

return M
