-- Every TypeScript file below a folder, opened with nango-lsp and vtsls: what both of them say of one place.
local tools = dofile(vim.env.NANGO_LSP_TOP .. '/tests/e2e/neovim/await.lua')
local await = tools.await

vim.lsp.config('nango_lsp', {
  root_dir = function(_, on_dir) on_dir(vim.fn.getcwd()) end, -- One server for all of the projects.
})

--- How long nothing has to come for "nothing comes", in milliseconds.
local QUIET = 2000

--- The rules that say what TypeScript says too.
local of_typescript = {}
local rules = vim.system({ vim.env.NANGO_LSP, 'rules', '--format', 'json' }, { text = true }):wait()
for _, rule in ipairs(vim.json.decode(rules.stdout)) do
  of_typescript[rule.id] = vim.list_contains(rule.reportedBy, 'tsc')
end

--- How often a client has published diagnostics of a file.
local published = {}
local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
vim.lsp.handlers['textDocument/publishDiagnostics'] = function(err, result, ctx)
  local key = ctx.client_id .. result.uri
  published[key] = (published[key] or 0) + 1
  return publish(err, result, ctx)
end

local function of(client, bufnr)
  return vim.diagnostic.get(bufnr, { namespace = vim.lsp.diagnostic.get_namespace(client.id) })
end

local function overlap(one, other)
  local function before(l1, c1, l2, c2) return l1 < l2 or l1 == l2 and c1 <= c2 end
  local starts = before(one.lnum, one.col, other.end_lnum, other.end_col)
  return starts and before(other.lnum, other.col, one.end_lnum, one.end_col)
end

--- The errors of tsserver, asked for and not waited for: how many of them have to be shown.
local function type_errors(vtsls, file, bufnr)
  local count = 0
  for _, kind in ipairs({ 'syntacticDiagnosticsSync', 'semanticDiagnosticsSync' }) do
    local params = { command = 'typescript.tsserverRequest', arguments = { kind, { file = file } } }
    local answer = vtsls:request_sync('workspace/executeCommand', params, 60000, bufnr)
    count = count + #((answer and answer.result or {}).body or {})
  end
  return count
end

local function answers(client, method, bufnr, position)
  if not client:supports_method(method, bufnr) then
    return nil
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) }, position = position, newName = 'another' }
  local answer = client:request_sync(method, params, 30000, bufnr)
  return answer and answer.result or nil
end

local function labels(result)
  return vim.iter((result or {}).items or result or {}):map(function(item) return vim.trim(item.label) end):totable()
end

--- The lines of a hover that say something, as they are read: a set.
local function sentences(hover)
  local found = {}
  if hover then
    for _, line in ipairs(vim.lsp.util.convert_input_to_markdown_lines(hover.contents)) do
      local read = vim.trim(line:gsub('[`*_]', ''))
      if read:match('%w') and not line:match('^```') then
        found[read] = true
      end
    end
  end
  return found
end

--- What both clients answer at a place.
local function both_answer(seen, file, ours, vtsls, bufnr, line, column)
  local text = vim.api.nvim_buf_get_lines(bufnr, line, line + 1, false)[1] or ''
  local function at(client)
    return { line = line, character = vim.str_utfindex(text, client.offset_encoding, math.min(column, #text), false) }
  end
  seen.places = seen.places + 1
  local function double(what)
    table.insert(seen.doubles, ('%s:%d:%d: %s'):format(file, line + 1, column + 1, what))
  end
  local page = sentences(answers(ours, 'textDocument/hover', bufnr, at(ours)))
  if next(page) then
    seen.hovers = seen.hovers + 1
    local theirs = sentences(answers(vtsls, 'textDocument/hover', bufnr, at(vtsls)))
    for sentence in pairs(page) do
      if theirs[sentence] then
        double('hover: ' .. sentence)
      end
    end
  end
  if answers(ours, 'textDocument/rename', bufnr, at(ours)) and answers(vtsls, 'textDocument/rename', bufnr, at(vtsls)) then
    double('rename')
  end
  local offered = labels(answers(ours, 'textDocument/completion', bufnr, at(ours)))
  if #offered > 0 then
    seen.completions = seen.completions + #offered
    local theirs = labels(answers(vtsls, 'textDocument/completion', bufnr, at(vtsls)))
    for _, label in ipairs(offered) do
      if vim.list_contains(theirs, label) then
        table.insert(seen.doubles, ('%s:%d:%d: completion `%s`'):format(file, line + 1, column + 1, label))
      end
    end
  end
end

--- The places to ask at: inside of the first strings, where ours has something to say, and at what it reports.
local function places(bufnr, reports)
  local found = vim.iter(reports):take(2):map(function(it) return { it.lnum, it.col + 1 } end):totable()
  local lines = vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)
  if #lines == 1 then -- Where a scaffold is completed.
    table.insert(found, { 0, #lines[1] })
  end
  for line, text in ipairs(lines) do
    local create = text:match('()create%a+%(')
    if create then -- Both may have a page of it.
      table.insert(found, { line - 1, create })
    end
    local column = not text:match("from 'nango'") and text:match("[(:] ?'()") or text:match("^import '%./()")
    if column and #found < 6 then
      table.insert(found, { line - 1, column - 1 })
    end
  end
  return found
end

tools.run(function(seen)
  seen.doubles, seen.unsaid, seen.files, seen.places, seen.completions, seen.errors, seen.explained, seen.overlaps, seen.hovers = {}, {}, 0, 0, 0, 0, 0, 0, 0
  local folder = vim.fn.getcwd()
  local files = vim.fs.find(function(name, path)
    return name:match('%.ts$') and not (path .. '/'):find('/node_modules/', 1, true)
  end, { path = folder, type = 'file', limit = math.huge })
  table.sort(files)
  local only, every = vim.env.ONLY, tonumber(vim.env.EVERY or '1')
  for index, path in ipairs(files) do
    local file = path:sub(#folder + 2)
    if index % every == 0 and (not only or file:find(only, 1, true)) then
      vim.cmd.edit(vim.fn.fnameescape(path))
      local bufnr = vim.api.nvim_get_current_buf()
      local function client(name)
        return await(name, function() return vim.lsp.get_clients({ bufnr = bufnr, name = name })[1] end)
      end
      local ours, vtsls = client('nango_lsp'), client('vtsls')
      local uri = vim.uri_from_bufnr(bufnr)
      await('all of the projects', function()
        local answer = ours:request_sync('nango/functions', nil, 30000, bufnr)
        return answer and answer.result and answer.result.ready
      end)
      -- A file of which nothing is to be said may never be published.
      vim.wait(QUIET, function() return published[ours.id .. uri] end, 20)
      local expected = type_errors(vtsls, path, bufnr)
      local shown = function()
        return vim.iter(of(vtsls, bufnr)):filter(function(it) return it.severity <= vim.diagnostic.severity.WARN end):totable()
      end
      await(('%d type errors of %s'):format(expected, file), function() return #shown() == expected end)

      seen.files, seen.errors = seen.files + 1, seen.errors + expected
      local reports = of(ours, bufnr)
      for _, report in ipairs(reports) do
        local beside = vim.iter(shown()):find(function(it) return overlap(report, it) end)
        local line = ('%s:%d:%d: %s'):format(file, report.lnum + 1, report.col + 1, report.code)
        if of_typescript[report.code] then
          seen.explained = seen.explained + 1
          seen.overlaps = seen.overlaps + (beside and 1 or 0)
          if expected == 0 then
            table.insert(seen.unsaid, line)
          end
        end
        if report.severity ~= vim.diagnostic.severity.HINT and beside then
          table.insert(seen.doubles, ('%s: %s and ts(%s): %s'):format(line, report.message, beside.code, beside.message:match('^[^\n]*')))
        end
      end
      for _, place in ipairs(places(bufnr, reports)) do
        both_answer(seen, file, ours, vtsls, bufnr, place[1], place[2])
      end
      vim.cmd.bwipeout({ bang = true })
    end
  end
end)
