-- The configuration of nango-lsp for Neovim's own client (0.11 and later):
-- with this folder on 'runtimepath', `vim.lsp.enable('nango_lsp')` is all.

--- The Nango root of a path: the nearest folder with both `.nango/` and `index.ts`.
--- A plain root marker would not do: integrations may carry a `.nango/` of their own, and those are no roots.
---@param path string
---@return string?
local function nango_root(path)
  for dir in vim.fs.parents(path) do
    if vim.uv.fs_stat(vim.fs.joinpath(dir, '.nango')) and vim.uv.fs_stat(vim.fs.joinpath(dir, 'index.ts')) then
      return dir
    end
  end
end

--- How long the server's question may stay open, in milliseconds.
local ANSWER_TIMEOUT = 10 * 60 * 1000

--- Answers `nango/input`: one line of text from the user, nil when they leave the prompt.
--- A handler of Neovim answers by returning, and `vim.ui.input` may be asynchronous: so wait for it here.
---@param params { title: string, prompt?: string, value?: string }
---@return { value: string? }
local function input(_, params)
  local answered, value = false, nil
  vim.ui.input({ prompt = params.title .. ': ', default = params.value }, function(text)
    answered, value = true, text
  end)
  vim.wait(ANSWER_TIMEOUT, function()
    return answered
  end, 20)
  return { value = value or vim.NIL }
end

---@type vim.lsp.Config
return {
  cmd = { 'nango-lsp' },
  filetypes = { 'typescript' },
  root_dir = function(bufnr, on_dir)
    local root = nango_root(vim.api.nvim_buf_get_name(bufnr))
    if root then
      on_dir(root)
    end
  end,
  init_options = { nango = { input = true } },
  handlers = { ['nango/input'] = input },
}
