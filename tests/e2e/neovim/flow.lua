-- The flow of an author in headless Neovim: report, quick fix, scaffold, dry run. Prints what was seen as one line of JSON.
local seen, failed = {}, nil

--- Waits until `condition` gives something, and gives it.
local function await(what, condition)
  local value
  if not vim.wait(120000, function()
    value = condition()
    return value ~= nil and value ~= false
  end, 20) then
    error('not seen: ' .. what, 0)
  end
  return value
end

local function codes(bufnr)
  return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(bufnr))
end

local function text(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '\n')
end

local function lenses(bufnr)
  local ok, found = pcall(vim.lsp.codelens.get, { bufnr = bufnr }) -- 0.12 takes a filter, 0.11 the buffer
  found = ok and found or vim.lsp.codelens.get(bufnr)
  return vim.tbl_map(function(lens) return lens.lens or lens end, found)
end

local function flow()
  local root = vim.fn.getcwd()
  vim.cmd.edit('github/actions/ping.ts')
  local ping = vim.api.nvim_get_current_buf()
  local client = await('a client', function() return vim.lsp.get_clients({ bufnr = ping })[1] end)
  seen.client, seen.root, seen.encoding = client.name, client.root_dir == root, client.offset_encoding

  await('the unregistered function', function() return vim.tbl_contains(codes(ping), 'index-unregistered-function') end)
  local report = vim.diagnostic.get(ping)[1]
  seen.reported_line = vim.api.nvim_buf_get_lines(ping, report.lnum, report.lnum + 1, false)[1]

  vim.api.nvim_win_set_cursor(0, { report.lnum + 1, report.col })
  vim.lsp.buf.code_action({
    filter = function(action) return action.isPreferred end,
    apply = true,
  })
  await('no report', function() return #vim.diagnostic.get(ping) == 0 end)
  local index = vim.fn.bufnr(root .. '/index.ts')
  seen.registered = text(index):find("import './github/actions/ping.js';", 1, true) ~= nil
  vim.cmd.wall()

  vim.lsp.codelens.refresh({ bufnr = ping })
  local lens = await('a lens', function() return lenses(ping)[1] end)
  seen.lens = lens.command.title

  local messages = {}
  local show = vim.lsp.handlers['window/showMessage']
  vim.lsp.handlers['window/showMessage'] = function(err, result, ctx)
    table.insert(messages, result.message)
    return show(err, result, ctx)
  end
  -- The question for the connection, answered as a user would.
  vim.ui.input = function(opts, on_confirm)
    seen.asked = opts.prompt
    vim.schedule(function() on_confirm('conn-1') end)
  end
  client:exec_cmd(lens.command, { bufnr = ping })
  seen.outcome = await('the outcome', function()
    for _, message in ipairs(messages) do
      if message:find('ping', 1, true) then return message end
    end
  end)

  vim.cmd.edit('github/syncs/repository-labels.ts')
  local labels = vim.api.nvim_get_current_buf()
  await('a client for the new file', function() return vim.lsp.get_clients({ bufnr = labels })[1] end)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local items = await('completions', function()
    local answer = client:request_sync('textDocument/completion', params, 5000, labels)
    local result = answer and answer.result
    result = result and (result.items or result)
    return result and #result > 0 and result
  end)
  seen.completions = vim.tbl_map(function(item) return item.label end, items)
end

local ok, err = pcall(flow)
if not ok then failed = err end
io.stdout:write('\n' .. vim.json.encode({ seen = seen, failed = failed, log = vim.lsp.log.get_filename() }) .. '\n')
vim.cmd(ok and 'qall!' or 'cquit!')
