-- Requests 50,000 codes like real visitors: the logarithm of the rank is uniform (Zipf's law,
-- exponent 1).
local ranks = 50000
math.randomseed(os.time())
request = function()
  return wrk.format("GET", string.format("/b%07d", math.floor(ranks ^ math.random()) - 1))
end
