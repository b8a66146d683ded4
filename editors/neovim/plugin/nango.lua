-- Commands and code lenses. The server itself is enabled by `vim.lsp.enable('nango_lsp')`; until then nothing here acts.
if vim.g.loaded_nango or vim.fn.has('nvim-0.11') == 0 then
  return
end
vim.g.loaded_nango = true

vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('nango', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'nango_lsp' then
      require('nango.lens').attach(client, event.buf)
    end
  end,
})

local create = vim.api.nvim_create_user_command

create('Nango', function(command)
  require('nango.commands').any(command.args)
end, {
  nargs = '+',
  desc = 'Execute a command of nango-lsp for this file',
  complete = function(lead, line)
    return require('nango.commands').complete(lead, line)
  end,
})

create('NangoDryrun', function(command)
  require('nango.commands').execute_with('dryrun', command.args)
end, {
  nargs = '*',
  desc = 'Dry run the function in this file',
  complete = function(lead)
    return require('nango.commands').complete_keys('dryrun', lead)
  end,
})

create('NangoRegister', function(command)
  require('nango.commands').execute(command.bang and 'registerAll' or 'register')
end, { bang = true, desc = 'Register the function in this file in index.ts; with ! all that are missing' })

create('NangoNew', function(command)
  require('nango.commands').new(command.fargs)
end, {
  nargs = '*',
  desc = 'Create a function: integration, name, template',
  complete = function(lead, line)
    return require('nango.commands').complete_new(lead, line)
  end,
})

create('NangoDoctor', 'checkhealth nango', { desc = 'Say what Nango functions need here, and what of it is missing' })
