-- The server's commands as commands of Neovim. The server does the work and says what came of it; here is only what is
-- asked first.
local project = require('nango.project')

local M = {}

local PREFIX = 'nango.'

---@param message string
local function complain(message)
  vim.notify('nango: ' .. message, vim.log.levels.ERROR)
end

--- The client of the current buffer, else that of the project around its file or around the working directory, else the only
--- one: who stands in a README may create a function too.
---@return vim.lsp.Client?
---@return string? problem
local function running()
  local clients = vim.lsp.get_clients({ name = 'nango_lsp' })
  local around = vim.lsp.get_clients({ bufnr = 0, name = 'nango_lsp' })[1]
  for _, path in ipairs({ vim.api.nvim_buf_get_name(0), vim.fs.joinpath(vim.fn.getcwd(), 'index.ts') }) do
    local root = project.root(path)
    around = around or root and vim.iter(clients):find(function(client) return client.root_dir == root end)
  end
  if around or #clients == 1 then
    return around or clients[1]
  end
  return nil,
    #clients == 0 and 'the server does not run: open a file of a Nango project, or see :checkhealth nango'
      or 'several projects are open: go to a file of the one that is meant'
end

--- The client that a command is for, or a word on why there is none.
---@return vim.lsp.Client?
local function client()
  local found, problem = running()
  if problem then
    complain(problem)
  end
  return found
end

--- What the server said of its commands and templates when it was started.
---@param of? vim.lsp.Client
---@return { commands: table[], templates: table[] }
local function vocabulary(of)
  return of and vim.tbl_get(of.server_capabilities, 'experimental', 'nango') or { commands = {}, templates = {} }
end

--- The commands that the server offers, by their names without the prefix.
---@param of? vim.lsp.Client
---@return table<string, table>
local function offered(of)
  local found = {}
  for _, command in ipairs(vocabulary(of).commands) do
    local name = command.id:sub(#PREFIX + 1)
    -- `apply` needs the id of a code action, which nobody types.
    if name ~= 'apply' then
      found[name] = command
    end
  end
  return found
end

--- Reads `key=value` pairs. A value of JSON goes on to the end of the line, so it comes last.
---@param text string
---@return table<string, string>? arguments
---@return string? problem
function M.parse(text)
  local arguments = {}
  text = vim.trim(text)
  while text ~= '' do
    local key, rest = text:match('^(%a+)=(.*)$')
    if not key then
      return nil, ('`%s` is no `key=value`'):format(text)
    end
    local value, next = rest, ''
    if not rest:match('^[%[{"]') then
      value, next = rest:match('^(%S*)%s*(.*)$')
    end
    arguments[key], text = value, next
  end
  return arguments
end

--- Executes a command of the server for the current buffer.
---@param name string without the prefix `nango.`
---@param arguments? table<string, string>
function M.execute(name, arguments)
  local with = client()
  if not with then
    return
  end
  local commands = offered(with)
  if not commands[name] then
    local names = vim.tbl_keys(commands)
    table.sort(names)
    return complain(('the server has no command `%s`, only %s'):format(name, table.concat(names, ', ')))
  end
  local file = vim.uri_from_bufnr(0)
  -- All runs are cancelled, unless a file is named.
  local is_implied = name ~= 'cancel' and vim.startswith(file, 'file:')
  local all = vim.tbl_extend('keep', arguments or {}, {
    file = is_implied and file or nil,
    root = with.root_dir and vim.uri_from_fname(with.root_dir) or nil,
  })
  with:exec_cmd({ title = name, command = PREFIX .. name, arguments = { all } }, { bufnr = 0 })
end

--- Executes a command with the arguments of an Ex command.
---@param name string
---@param text string
function M.execute_with(name, text)
  local arguments, problem = M.parse(text)
  if arguments then
    M.execute(name, arguments)
  else
    complain(problem --[[@as string]])
  end
end

--- `:Nango {command} [key=value…]`
---@param text string
function M.any(text)
  local name, rest = text:match('^(%S+)%s*(.*)$')
  M.execute_with(name, rest)
end

--- Creates a function; what is not given is asked for.
---@param given string[] integration, name, scaffold
function M.new(given)
  local with = client()
  if not with or not with.root_dir then
    return
  end
  local arguments = { integration = given[1], name = given[2], template = given[3] }

  --- Asks for the first thing that is missing, and goes on; leaving a prompt ends it.
  local function go_on()
    local function take(key)
      return function(answer)
        if answer and answer ~= '' then
          arguments[key] = answer
          go_on()
        end
      end
    end
    if not arguments.integration then
      local other = 'another one…'
      local choices = vim.list_extend(project.integrations(with.root_dir), { other })
      vim.ui.select(choices, { prompt = 'Integration' }, function(choice)
        if choice == other then
          vim.ui.input({ prompt = 'Folder of the integration: ' }, take('integration'))
        else
          take('integration')(choice)
        end
      end)
    elseif not arguments.template then
      vim.ui.select(vocabulary(with).templates, {
        prompt = 'Template',
        format_item = function(template)
          return template.label
        end,
      }, function(template)
        take('template')(template and template.id)
      end)
    elseif not arguments.name then
      vim.ui.input({ prompt = 'Name of the function: ' }, take('name'))
    else
      M.execute('newFunction', arguments)
    end
  end
  go_on()
end

---@param lead string
---@param choices string[]
---@return string[]
local function beginning_with(lead, choices)
  local found = vim.tbl_filter(function(choice)
    return vim.startswith(choice, lead)
  end, choices)
  table.sort(found)
  return found
end

--- Completes the keys of a command's arguments; the file and the root are known without them.
---@param name string
---@param lead string
---@return string[]
function M.complete_keys(name, lead)
  local command = offered((running()))[name] or { arguments = {} }
  local keys = vim.iter(command.arguments):map(function(argument)
    return argument.name ~= 'file' and argument.name ~= 'root' and argument.name .. '=' or nil
  end)
  return beginning_with(lead, keys:totable())
end

--- Completes `:Nango`: commands, then the keys of their arguments.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local name = line:match('^%s*%S+%s+(%S+)%s')
  if name then
    return M.complete_keys(name, lead)
  end
  return beginning_with(lead, vim.tbl_keys(offered((running()))))
end

--- Completes `:NangoNew`: integrations, nothing, then templates.
---@param lead string
---@param line string
---@return string[]
function M.complete_new(lead, line)
  local with = running()
  local given = #vim.split(line, '%s+', { trimempty = true }) - (lead == '' and 0 or 1)
  local choices = {}
  if given == 1 and with and with.root_dir then
    choices = project.integrations(with.root_dir)
  elseif given == 3 then
    choices = vim.tbl_map(function(template)
      return template.id
    end, vocabulary(with).templates)
  end
  return beginning_with(lead, choices)
end

return M
