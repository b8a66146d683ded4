-- The server's question for a line of text: the request `nango/input`.

--- Asks with `vim.ui.input`, which may be a floating window. Neovim calls handlers of requests in a coroutine, so this one
--- waits without holding up the editor; it is how Neovim itself answers `window/showMessageRequest`.
---@param params { title: string, placeholder?: string, value?: string }
---@return { value: string? }
return function(_, params)
  local asking = assert(coroutine.running())
  local prompt = params.title .. (params.placeholder and ' (' .. params.placeholder .. ')' or '') .. ': '
  vim.ui.input({ prompt = prompt, default = params.value }, function(text)
    -- Scheduled, because a synchronous `vim.ui.input` gets here before the yield.
    vim.schedule(function()
      coroutine.resume(asking, text)
    end)
  end)
  return { value = coroutine.yield() or vim.NIL }
end
