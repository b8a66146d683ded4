-- Code lenses, which Neovim 0.11 and 0.12 show in different ways.
local M = {}

--- When 0.11 asks for lenses again; it has no handler for the server's own request to do so.
local REFRESHING = { 'BufEnter', 'InsertLeave', 'BufWritePost', 'LspProgress' }

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
  local function refresh()
    if vim.api.nvim_buf_is_loaded(bufnr) then
      vim.lsp.codelens.refresh({ bufnr = bufnr })
    end
  end
  local group = vim.api.nvim_create_augroup('nango_lens_' .. bufnr, {})
  vim.api.nvim_create_autocmd(REFRESHING, {
    group = group,
    callback = function(event)
      local is_progress = event.event == 'LspProgress'
      local is_end = is_progress and event.data.client_id == client.id and event.data.params.value.kind == 'end'
      if is_end or not is_progress and event.buf == bufnr then
        refresh()
      end
    end,
  })
  vim.api.nvim_create_autocmd('LspDetach', {
    group = group,
    buffer = bufnr,
    callback = function(event)
      if event.data.client_id == client.id then
        vim.lsp.codelens.clear(client.id, bufnr)
        vim.api.nvim_del_augroup_by_id(group)
      end
    end,
  })
  refresh()
end

return M
