-- Neovim as its user has it: our folder on the runtime path, the server enabled, nothing else; and vtsls beside it where a
-- test says so.
vim.opt.swapfile = false
vim.opt.runtimepath:append(vim.env.NANGO_LSP_TOP .. '/editors/neovim')
vim.lsp.config('nango_lsp', { cmd = { vim.env.NANGO_LSP } })
vim.lsp.enable('nango_lsp')

if vim.env.VTSLS then
  vim.lsp.config('vtsls', {
    cmd = { vim.env.VTSLS, '--stdio' },
    filetypes = { 'typescript' },
    root_markers = { 'tsconfig.json', 'package.json' },
  })
  vim.lsp.enable('vtsls')
end
