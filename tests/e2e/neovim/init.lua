-- Neovim as its user has it: our folder on the runtime path, the server enabled, nothing else.
vim.opt.swapfile = false
vim.opt.runtimepath:append(vim.env.NANGO_LSP_TOP .. '/editors/neovim')
vim.lsp.config('nango_lsp', { cmd = { vim.env.NANGO_LSP } })
vim.lsp.enable('nango_lsp')
