-- Asks for codes that lead nowhere.
math.randomseed(os.time())
request = function()
  return wrk.format("GET", string.format("/x%09d", math.random(0, 999999999)))
end
