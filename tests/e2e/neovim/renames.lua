-- Renames as a user asks for them, with nango-lsp and vtsls on one file: Neovim asks every server, and applies what each answers.
-- What comes of it is what one of them alone makes. With RIVAL a third server answers too, so that the comparison is seen to fail.
local tools = dofile(vim.env.NANGO_LSP_TOP .. '/tests/e2e/neovim/await.lua')
local await = tools.await

vim.lsp.config('nango_lsp', {
  root_dir = function(_, on_dir) on_dir(vim.fn.getcwd()) end, -- One server for all of the projects.
})

local NEW = 'renamedByTheTest'

--- How long something may still come that must not, in milliseconds.
local QUIET = 100

--- What can be renamed, and what only looks so: by its kind, a pattern with the place.
local KINDS = {
  { 'a function', 'const ()%w+ = create%a+%(' },
  { 'a schema', 'const ()%w+ = z%.object' },
  { 'a field', '^%s+()%w+: z%.' },
  { 'a model', 'models: {%s*()%a' },
  { 'a string', "[%(%s]'()%a" },
}

--- The texts of all documents that are loaded.
local function texts()
  local found = {}
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].buftype == '' then
      found[bufnr] = vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)
    end
  end
  return found
end

--- Takes back what has been made since. No document is closed: lenses that Neovim 0.12 is about to ask for then fail, and it waits for
--- somebody to read that.
local function restore(before)
  for bufnr, lines in pairs(texts()) do
    if not before[bufnr] then
      vim.api.nvim_buf_call(bufnr, function() vim.cmd('edit!') end)
    elseif not vim.deep_equal(before[bufnr], lines) then
      vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, before[bufnr])
    end
  end
end

--- What a server answers for itself.
local function answer(client, bufnr, line, column)
  if not client:supports_method('textDocument/rename', bufnr) then
    return nil
  end
  local text = vim.api.nvim_buf_get_lines(bufnr, line, line + 1, false)[1]
  local position = { line = line, character = vim.str_utfindex(text, client.offset_encoding, column, false) }
  local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) }, position = position, newName = NEW }
  local response = client:request_sync('textDocument/rename', params, 60000, bufnr)
  local edit = response and response.result
  return edit and not vim.tbl_isempty(edit.changes or edit.documentChanges or {}) and edit or nil
end

--- A server that has an edit for every rename.
local function rival()
  local function request(method, params, callback)
    if method == 'initialize' then
      callback(nil, { capabilities = { renameProvider = true } })
    elseif method == 'textDocument/rename' then
      local start = { line = 0, character = 0 }
      local edit = { range = { start = start, ['end'] = start }, newText = '// ' .. params.newName .. '\n' }
      callback(nil, { changes = { [params.textDocument.uri] = { edit } } })
    else
      callback(nil, nil)
    end
    return true, 1
  end
  vim.lsp.start({
    name = 'rival',
    cmd = function()
      return { request = request, notify = function() return true end, is_closing = function() return false end, terminate = function() end }
    end,
  })
end

--- Renames at a place; how many servers answer, and whether what comes of it is what one answer makes.
local function made(bufnr, clients, line, column)
  local before = texts()
  local answers, expected = 0, before
  for _, client in ipairs(clients) do
    local edit = answer(client, bufnr, line, column)
    if edit then
      answers = answers + 1
      if answers == 1 then
        vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
        expected = texts()
        restore(before)
      end
    end
  end
  vim.api.nvim_win_set_cursor(0, { line + 1, column })
  vim.lsp.buf.rename(NEW)
  local function is_made() return vim.deep_equal(texts(), expected) end
  -- What is not to be changed is looked at when whoever could has had the time.
  local came = vim.wait(5000, is_made, 20) and not vim.wait(QUIET, function() return not is_made() end, 20)
  restore(before)
  return answers, came
end

--- Looks at a rename.
local function rename(seen, kind, file, bufnr, clients, line, column)
  local answers, came = made(bufnr, clients, line, column)
  local where = ('%s:%d:%d: %s'):format(file, line + 1, column + 1, kind)
  if answers > 1 then
    table.insert(seen.wrong, where .. ': several servers answer')
  end
  if not came then
    table.insert(seen.wrong, where .. ': not as one server alone makes it')
  end
  seen.asked = seen.asked + 1
  if answers > 0 then
    seen.renamed[kind] = (seen.renamed[kind] or 0) + 1
  end
end

tools.run(function(seen)
  seen.wrong, seen.asked, seen.files, seen.renamed = {}, 0, 0, {}
  local asked = 0
  vim.ui.input = function() asked = asked + 1 end
  vim.ui.select = function() asked = asked + 1 end
  local folder = vim.fn.getcwd()
  local files = vim.fs.find(function(name, path)
    return name:match('%.ts$') and not (path .. '/'):find('/node_modules/', 1, true)
  end, { path = folder, type = 'file', limit = math.huge })
  table.sort(files)
  local every = tonumber(vim.env.EVERY or '1')
  for index, path in ipairs(files) do
    if index % every == 0 then
      vim.cmd('edit! ' .. vim.fn.fnameescape(path))
      local bufnr = vim.api.nvim_get_current_buf()
      local function client(name)
        return await(name, function() return vim.lsp.get_clients({ bufnr = bufnr, name = name })[1] end)
      end
      local clients = { client('vtsls'), client('nango_lsp') }
      if vim.env.RIVAL then
        rival()
        table.insert(clients, client('rival'))
      end
      seen.files = seen.files + 1
      for _, kind in ipairs(KINDS) do
        for line, text in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
          local column = text:match(kind[2])
          if column then
            rename(seen, kind[1], path:sub(#folder + 2), bufnr, clients, line - 1, column - 1)
            break
          end
        end
      end
    end
  end
  seen.questions = asked
end)
