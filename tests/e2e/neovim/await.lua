-- What the scripts of these tests share.
local M = {}

--- Waits until `condition` gives something, and gives it.
function M.await(what, condition)
  local value
  if not vim.wait(120000, function()
    value = condition()
    return value ~= nil and value ~= false
  end, 20) then
    error('not seen: ' .. what, 0)
  end
  return value
end

function M.text(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '\n')
end

function M.codes(bufnr)
  return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(bufnr))
end

--- Runs `flow`, prints what it put into `seen` as one line of JSON, and ends the editor.
function M.run(flow)
  local seen, unanswered = {}, {}
  -- Where nobody is, a question that no script answers would wait for ever.
  vim.ui.input = function(opts) table.insert(unanswered, opts.prompt or '?') end
  vim.ui.select = function(items, opts)
    local titles = vim.tbl_map(opts.format_item or tostring, items)
    table.insert(unanswered, ('%s %s'):format(opts.prompt or '?', table.concat(titles, ' | ')))
  end
  local ok, err = xpcall(flow, debug.traceback, seen)
  local report = { seen = seen, failed = not ok and err or nil, unanswered = unanswered, log = vim.lsp.log.get_filename() }
  io.stdout:write('\n' .. vim.json.encode(report) .. '\n')
  vim.cmd(ok and 'qall!' or 'cquit!')
end

return M
