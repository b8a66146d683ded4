-- What 0.11 asks for when lenses are outdated again before the first answer is there: a client that answers when it is told to.
local tools = dofile(vim.env.NANGO_LSP_TOP .. '/tests/e2e/neovim/await.lua')

tools.run(function(seen)
  local lens = require('nango.lens')
  local buffer = vim.api.nvim_get_current_buf()
  local waiting = {}
  local client = { id = 1 }
  function client:request(_, _, on_answer)
    table.insert(waiting, on_answer)
    return true
  end
  local function answer(title)
    local range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 1 } }
    local lenses = { { range = range, command = { title = title, command = 'nango.dryrun' } } }
    waiting[#waiting](nil, lenses, { bufnr = buffer, client_id = client.id })
  end
  local function outdated()
    lens.on_refresh(nil, nil, { client_id = client.id })
  end
  local asked = {}
  local function note()
    table.insert(asked, #waiting)
  end

  lens.attach(client, buffer)
  note()
  outdated()
  outdated()
  note()
  answer('running')
  note()
  answer('done')
  note()
  outdated()
  note()
  seen.asked = asked
  seen.shown = vim.lsp.codelens.get(buffer)[1].command.title
end)
