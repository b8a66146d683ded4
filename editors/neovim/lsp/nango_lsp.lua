-- The configuration of nango-lsp for Neovim's own client (0.11 and later):
-- with this folder on 'runtimepath', `vim.lsp.enable('nango_lsp')` is all.
local lens = require('nango.lens')
local project = require('nango.project')

---@type vim.lsp.Config
return {
  cmd = { 'nango-lsp' },
  filetypes = { 'typescript', 'json', 'toml' },
  root_dir = function(bufnr, on_dir)
    local path = vim.api.nvim_buf_get_name(bufnr)
    local root = project.root(path)
    if root and (vim.bo[bufnr].filetype == 'typescript' or project.is_beside(path, root)) then
      on_dir(root)
    end
  end,
  -- What is handled below although 0.11 does not say so.
  capabilities = { workspace = { codeLens = { refreshSupport = true } } },
  init_options = { nango = { input = true, pick = true, save = true } },
  handlers = {
    ['nango/input'] = require('nango.input'),
    ['nango/pick'] = require('nango.pick'),
    ['nango/save'] = require('nango.save'),
    ['workspace/codeLens/refresh'] = lens.on_refresh,
  },
}
