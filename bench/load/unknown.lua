-- Requests codes that do not exist.
math.randomseed(os.time())
request = function()
  return wrk.format("GET", string.format("/x%09d", math.random(0, 999999999)))
end
