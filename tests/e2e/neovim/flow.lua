-- The flow of an author in headless Neovim: report, quick fix, scaffold, dry run, new function, health.
local tools = dofile(vim.env.NANGO_LSP_TOP .. '/tests/e2e/neovim/await.lua')
local await, text, codes = tools.await, tools.text, tools.codes

local function lenses(bufnr)
  local ok, found = pcall(vim.lsp.codelens.get, { bufnr = bufnr }) -- 0.12 takes a filter, 0.11 the buffer
  found = ok and found or vim.lsp.codelens.get(bufnr)
  return vim.tbl_map(function(lens) return lens.lens or lens end, found)
end

--- The last message that holds `word`, among those that the server shows from now on; and how many do.
local function listen()
  local messages = {}
  local show = vim.lsp.handlers['window/showMessage']
  vim.lsp.handlers['window/showMessage'] = function(err, result, ctx)
    table.insert(messages, result.message)
    return show(err, result, ctx)
  end
  return function(word)
    local found = vim.iter(messages):filter(function(message) return message:find(word, 1, true) end):totable()
    return found[#found], #found
  end
end

--- Answers questions as a user would, later than the question, as plugins with floating windows do.
local function answer(seen)
  vim.ui.input = function(opts, on_confirm)
    seen.asked = opts.prompt
    vim.defer_fn(function() on_confirm(opts.prompt:find('Connection') and 'conn-1' or 'star-repository') end, 50)
  end
  vim.ui.select = function(items, opts, on_choice)
    local format = opts.format_item or tostring
    local index = vim.iter(ipairs(items)):find(function(_, item)
      local title = format(item)
      return vim.iter({ '^github$', '^createAction', 'Dry run', '^Type its id', '^Save and run' }):any(function(pattern) return title:find(pattern) end)
    end)
    vim.defer_fn(function() on_choice(items[index], index) end, 50)
  end
end

tools.run(function(seen)
  local root = vim.fn.getcwd()
  vim.cmd.edit('package.json')
  local manifest = vim.api.nvim_get_current_buf()
  vim.cmd.edit('github/fixtures/ping.input.json')
  local fixture = vim.api.nvim_get_current_buf()
  vim.cmd.edit('github/actions/ping.ts')
  local ping = vim.api.nvim_get_current_buf()
  local client = await('a client', function() return vim.lsp.get_clients({ bufnr = ping, name = 'nango_lsp' })[1] end)
  seen.client, seen.root, seen.encoding = client.name, client.root_dir == root, client.offset_encoding
  seen.attached = { manifest = vim.lsp.buf_is_attached(manifest, client.id), fixture = vim.lsp.buf_is_attached(fixture, client.id) }

  await('the unregistered function', function() return vim.tbl_contains(codes(ping), 'index-unregistered-function') end)
  local report = vim.diagnostic.get(ping)[1]
  seen.reported_line = vim.api.nvim_buf_get_lines(ping, report.lnum, report.lnum + 1, false)[1]

  vim.api.nvim_win_set_cursor(0, { report.lnum + 1, report.col })
  -- A server beside ours may have refactorings there that it prefers.
  vim.lsp.buf.code_action({
    context = { only = { 'quickfix' } },
    filter = function(action) return action.isPreferred end,
    apply = true,
  })
  await('no report', function() return #vim.diagnostic.get(ping) == 0 end)
  local index = vim.fn.bufnr(root .. '/index.ts')
  seen.registered = text(index):find("import './github/actions/ping.js';", 1, true) ~= nil
  vim.cmd.wall()

  answer(seen)
  local said = listen()
  vim.api.nvim_exec_autocmds('InsertLeave', { buffer = ping }) -- A test types nothing, and 0.11 asks for lenses then.
  local lens = await('a lens', function()
    return vim.iter(lenses(ping)):find(function(it) return it.command.title:find('Dry run') end)
  end)
  seen.lens = lens.command.title
  vim.api.nvim_win_set_cursor(0, { lens.range.start.line + 1, 0 })
  vim.lsp.codelens.run()
  seen.outcome = await('the outcome', function() return said('ping') end)
  seen.lens_after = await('the outcome in the lens', function()
    local found = vim.iter(lenses(ping)):find(function(it) return it.command.title:find('✓', 1, true) end)
    return found and found.command.title
  end)

  -- What is not saved is saved, and run.
  vim.api.nvim_buf_set_lines(ping, -1, -1, false, { '// typed' })
  vim.cmd('NangoDryrun')
  await('the second outcome', function() return select(2, said('returned its output')) == 2 end)
  seen.saved = not vim.bo[ping].modified and table.concat(vim.fn.readfile(vim.api.nvim_buf_get_name(ping)), '\n'):match('[^\n]*$')

  -- The connection is remembered, and the command says another one.
  vim.cmd('NangoDryrun connection=nobody')
  seen.refused = await('the refusal', function() return said('connection is unknown') end)
  vim.cmd('Nango showReport')
  seen.report = await('the report', function()
    local shown = vim.api.nvim_get_current_buf()
    return shown ~= ping and #text(shown) > 0 and text(shown):match('^[^\n]*')
  end)
  vim.cmd.buffer(ping)
  seen.completed = {
    commands = vim.fn.getcompletion('Nango ', 'cmdline'),
    keys = vim.fn.getcompletion('Nango record ', 'cmdline'),
    dryrun = vim.fn.getcompletion('NangoDryrun in', 'cmdline'),
    integrations = vim.fn.getcompletion('NangoNew ', 'cmdline'),
    templates = vim.fn.getcompletion('NangoNew github x sync-', 'cmdline'),
  }

  vim.cmd.edit('github/syncs/repository-labels.ts')
  local labels = vim.api.nvim_get_current_buf()
  await('a client for the new file', function() return vim.lsp.get_clients({ bufnr = labels, name = 'nango_lsp' })[1] end)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local items = await('completions', function()
    local response = client:request_sync('textDocument/completion', params, 5000, labels)
    local result = response and response.result
    result = result and (result.items or result)
    return result and #result > 0 and result
  end)
  seen.completions = vim.tbl_map(function(item) return item.label end, items)

  vim.cmd('NangoNew')
  seen.new = await('the new function on the screen', function()
    local shown = vim.api.nvim_buf_get_name(0)
    return vim.endswith(shown, 'github/actions/star-repository.ts') and text(0):find('createAction', 1, true) and shown
  end)
  await('its registration', function() return text(index):find('star-repository', 1, true) end)
  vim.cmd.wall()
  await('a clean function', function() return #vim.diagnostic.get(0) == 0 end)

  vim.cmd('NangoDoctor')
  seen.health = text(0)
end)
