-- Requests the codes b0000000, b0000001 and so on to b<LINKS - 1>, then starts again.
local links = tonumber(os.getenv("LINKS"))
local number = -1
request = function()
  number = (number + 1) % links
  return wrk.format("GET", string.format("/b%07d", number))
end
