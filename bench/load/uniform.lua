-- Requests the codes b0000000 to b<LINKS - 1> with equal probability.
local links = tonumber(os.getenv("LINKS"))
math.randomseed(os.time())
request = function()
  return wrk.format("GET", string.format("/b%07d", math.random(0, links - 1)))
end
