-- The server's question which of many: the request `nango/pick`.

--- Asks with `vim.ui.select`, which may be a fuzzy finder. It waits as the handler of `nango/input` does.
---@param params { title: string, offers: { label: string, description?: string }[] }
---@return { index: integer? } from zero
return function(_, params)
  local asking = assert(coroutine.running())
  local options = {
    prompt = params.title .. ':',
    format_item = function(offer)
      return offer.label .. (offer.description and ' · ' .. offer.description or '')
    end,
  }
  vim.ui.select(params.offers, options, function(offer, index)
    vim.schedule(function()
      -- Not every picker tells the index.
      coroutine.resume(asking, index or vim.iter(ipairs(params.offers)):find(function(_, other) return other == offer end))
    end)
  end)
  local index = coroutine.yield()
  return { index = index and index - 1 or vim.NIL }
end
