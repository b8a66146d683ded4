-- The server's request to save documents before something is run: `nango/save`.

---@param params { documents: string[] } URIs
---@return { saved: boolean }
return function(_, params)
  local saved = true
  for _, uri in ipairs(params.documents) do
    local buffer = vim.uri_to_bufnr(uri)
    if vim.api.nvim_buf_is_loaded(buffer) then
      vim.api.nvim_buf_call(buffer, function()
        -- A buffer that cannot be written (read-only, changed on the disk) says so itself.
        pcall(vim.cmd.update)
      end)
      saved = saved and not vim.bo[buffer].modified
    end
  end
  return { saved = saved }
end
