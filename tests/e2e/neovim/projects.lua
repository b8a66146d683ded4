-- Two projects in one Neovim: a command is for the one around the file, or around the working directory.
local tools = dofile(vim.env.NANGO_LSP_TOP .. '/tests/e2e/neovim/await.lua')

tools.run(function(seen)
  -- The server may be started by another program, with a subcommand.
  vim.lsp.config('nango_lsp', { cmd = { 'env', vim.env.NANGO_LSP, 'server' } })
  local top = vim.fn.getcwd()
  for _, name in ipairs({ 'first', 'second' }) do
    vim.cmd.edit(vim.fs.joinpath(top, name, 'index.ts'))
    local buffer = vim.api.nvim_get_current_buf()
    tools.await('a client of ' .. name, function()
      local client = vim.lsp.get_clients({ bufnr = buffer, name = 'nango_lsp' })[1]
      return client and client.initialized
    end)
  end
  -- What a command asks for, without the run itself: no function is needed for that.
  local asked = {}
  for _, client in ipairs(vim.lsp.get_clients({ name = 'nango_lsp' })) do
    function client:exec_cmd(command)
      table.insert(asked, { command.command, command.arguments[1].file and 'of this file' or 'of all' })
    end
  end
  for _, arguments in ipairs({ 'dryrun', 'cancel', 'cancel file=' .. vim.uri_from_bufnr(0) }) do
    vim.cmd('Nango ' .. arguments)
  end
  seen.asked = asked
  local function integrations()
    return vim.fn.getcompletion('NangoNew ', 'cmdline')
  end
  seen.attached = integrations()
  vim.cmd.edit(vim.fs.joinpath(top, 'first/README.md'))
  seen.beside = integrations()
  vim.cmd.edit(vim.fs.joinpath(top, 'README.md'))
  local notify, said = vim.notify, {}
  vim.notify = function(message) table.insert(said, message) end
  vim.cmd('NangoRegister!')
  vim.notify = notify
  seen.nowhere, seen.said = integrations(), said
  vim.cmd.cd(vim.fs.joinpath(top, 'second'))
  seen.within = integrations()
  vim.cmd('NangoDoctor')
  seen.health = tools.text(0)
end)
