-- What of the disk belongs to a Nango project.
local M = {}

--- The Nango root of a path: the nearest folder with both `.nango/` and `index.ts`.
--- A plain root marker would not do: integrations may carry a `.nango/` of their own, and those are no roots.
---@param path string
---@return string?
function M.root(path)
  for dir in vim.fs.parents(path) do
    if vim.uv.fs_stat(vim.fs.joinpath(dir, '.nango')) and vim.uv.fs_stat(vim.fs.joinpath(dir, 'index.ts')) then
      return dir
    end
  end
end

--- Whether a file that is no TypeScript is the server's business: an argument that is kept for dry runs,
--- `<root>/<integration>/fixtures/<name>.json`, recorded mocks, `<root>/<integration>/tests/<name>.test.json`, or the settings, `<root>/nango-lsp.toml`.
---@param path string
---@param root string
---@return boolean
function M.is_beside(path, root)
  local name = vim.fs.relpath(root, path)
  return name == 'nango-lsp.toml'
    or name:match('^[^/]+/fixtures/[^/]+%.json$') ~= nil
    or name:match('^[^/]+/tests/[^/]+%.test%.json$') ~= nil
end

--- The integrations of a project, sorted: the folders of the root that hold functions.
---@param root string
---@return string[]
function M.integrations(root)
  local found = {}
  for name, kind in vim.fs.dir(root) do
    local is_integration = vim.iter({ 'actions', 'syncs', 'on-events' }):any(function(folder)
      return vim.uv.fs_stat(vim.fs.joinpath(root, name, folder)) ~= nil
    end)
    if kind ~= 'file' and is_integration and name ~= 'build' and name ~= 'node_modules' then
      table.insert(found, name)
    end
  end
  table.sort(found)
  return found
end

return M
