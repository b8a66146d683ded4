-- Who answers a rename, with nango-lsp and vtsls on one file. Neovim asks every server that renames, and applies what each answers: so
-- there has to be one at most. With RIVAL a third server answers too, so that the test is seen to fail.
local tools = dofile(vim.env.NANGO_LSP_TOP .. '/tests/e2e/neovim/await.lua')
local await = tools.await

vim.lsp.config('nango_lsp', {
  root_dir = function(_, on_dir) on_dir(vim.fn.getcwd()) end, -- One server for all of the projects.
})

local NEW = 'renamedByTheTest'

--- What can be renamed, and what only looks so: by its kind, a pattern with the place.
local KINDS = {
  { 'a function', 'const ()%w+ = create%a+%(' },
  { 'a schema', 'const ()%w+ = z%.object' },
  { 'a field', '^%s+()%w+: z%.' },
  { 'a model', 'models: {%s*()%a' },
  { 'a string', "[%(%s]'()%a" },
}

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

--- Asks every server for a rename.
local function rename(seen, kind, file, bufnr, clients, line, column)
  local answers = 0
  for _, client in ipairs(clients) do
    if answer(client, bufnr, line, column) then
      answers = answers + 1
    end
  end
  if answers > 1 then
    table.insert(seen.wrong, ('%s:%d:%d: %s: several servers answer'):format(file, line + 1, column + 1, kind))
  end
  seen.asked = seen.asked + 1
  if answers > 0 then
    seen.renamed[kind] = (seen.renamed[kind] or 0) + 1
  end
end

tools.run(function(seen)
  seen.wrong, seen.asked, seen.files, seen.renamed = {}, 0, 0, {}
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
end)
