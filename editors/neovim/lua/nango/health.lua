-- `:checkhealth nango`: what the editor knows, then what `nango-lsp doctor` finds in the project.
local project = require('nango.project')

local M = {}

local health = vim.health

--- Seconds are plenty: the doctor reads a project and starts Node once.
local DOCTOR_TIMEOUT = 20000

--- How `nango-lsp doctor` and Neovim call the same.
local REPORT = { fine = health.ok, note = health.info, warning = health.warn, missing = health.error }

--- Servers for TypeScript that stand beside ours, by the names that people give their configurations.
local TYPESCRIPT_SERVERS = { 'vtsls', 'ts_ls', 'tsserver', 'typescript-tools', 'tsgo', 'tsgo_ls', 'denols' }

--- The folder to look at: of the file that the user came from, for `:checkhealth` opens a buffer of its own.
---@return string
local function folder()
  local client = vim.lsp.get_clients({ name = 'nango_lsp' })[1]
  local file = vim.api.nvim_buf_get_name(vim.fn.bufnr('#'))
  return (file ~= '' and project.root(file)) or client and client.root_dir or vim.fn.getcwd()
end

--- The command that starts the server, if it is a program that can be started.
---@return string[]?
local function server()
  local config = vim.lsp.config.nango_lsp
  if not config then
    health.error('the configuration `nango_lsp` is not found', 'put `editors/neovim` of nango-lsp on the runtimepath')
    return
  end
  local cmd = config.cmd
  if type(cmd) ~= 'table' then
    health.info('the server is reached by a function: `nango-lsp doctor` is not asked')
    return
  end
  if vim.fn.executable(cmd[1]) == 0 then
    health.error(
      ('the server `%s` is not found'):format(cmd[1]),
      "install it on PATH, or: vim.lsp.config('nango_lsp', { cmd = { '/path/to/nango-lsp' } })"
    )
    return
  end
  return cmd
end

local function check_neovim()
  health.start('nango: Neovim')
  if vim.fn.has('nvim-0.11') == 0 then
    health.error('Neovim 0.11 or later is needed')
    return false
  end
  health.ok('Neovim ' .. tostring(vim.version()))
  -- Who could tell came after 0.11.0.
  if not vim.lsp.is_enabled then
    health.info('a later 0.11 tells here whether the server is enabled')
  elseif vim.lsp.is_enabled('nango_lsp') then
    health.ok('the server is enabled')
  else
    health.warn('the server is not enabled', "vim.lsp.enable('nango_lsp')")
  end
  return true
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = 'nango_lsp' })
  if #clients == 0 then
    health.info('no buffer of a Nango project is open')
    return
  end
  for _, client in ipairs(clients) do
    local version = client.server_info and client.server_info.version or ''
    local buffers = vim.tbl_keys(client.attached_buffers)
    health.ok(('the server %s runs for `%s`, buffers: %d'):format(version, client.root_dir or '?', #buffers))
    local beside = vim.iter(buffers):any(function(bufnr)
      return vim.iter(vim.lsp.get_clients({ bufnr = bufnr })):any(function(other)
        return vim.list_contains(TYPESCRIPT_SERVERS, other.name)
      end)
    end)
    if beside then
      health.ok('a TypeScript server stands beside it')
    else
      health.warn(
        'no TypeScript server stands beside it: nobody reports type errors',
        "enable one, such as: vim.lsp.enable('vtsls')"
      )
    end
  end
end

--- The programs that the user has set for runs, as arguments of the doctor.
---@return string[]
local function programs()
  local settings = vim.tbl_get(vim.lsp.config.nango_lsp, 'settings', 'nango') or {}
  local arguments = {}
  for _, program in ipairs({ 'node', 'cli' }) do
    local path = vim.tbl_get(settings, program, 'path')
    if path then
      vim.list_extend(arguments, { '--' .. program, path })
    end
  end
  return arguments
end

---@param cmd string[]
local function check_project(cmd)
  health.start('nango: project')
  -- All of the command, which may be `npx nango-lsp`, but for the subcommand.
  local doctor = vim.list_slice(cmd, 1, #cmd - (cmd[#cmd] == 'server' and 1 or 0))
  vim.list_extend(doctor, { 'doctor', '--format', 'json' })
  vim.list_extend(doctor, programs())
  table.insert(doctor, folder())
  local ran, run = pcall(function()
    return vim.system(doctor, { text = true }):wait(DOCTOR_TIMEOUT)
  end)
  local parsed, report = pcall(vim.json.decode, ran and run.stdout or '', { luanil = { object = true } })
  if not ran or not parsed then
    local why = ran and vim.trim(run.stderr or '') or tostring(run)
    health.error('`nango-lsp doctor` does not answer: ' .. why, 'install a newer nango-lsp')
    return
  end
  for _, check in ipairs(report.checks) do
    local tell = REPORT[check.state] or health.info
    local message = ('%s: %s'):format(check.topic, check.message)
    if check.state == 'note' and check.cure then
      message = ('%s; %s'):format(message, check.cure)
    end
    tell(message, check.cure)
  end
end

function M.check()
  if not check_neovim() then
    return
  end
  local cmd = server()
  check_clients()
  if cmd then
    check_project(cmd)
  end
end

return M
