-- The calls that go on. KEYS as in calls.lua. ARGV: how many at most.
-- Returns calls and their beginnings in turn.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local calls = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf', 'LIMIT', 0, ARGV[1])
local listed = {}
for _, call in ipairs(calls) do
  listed[#listed + 1] = call
  listed[#listed + 1] = redis.call('HGET', KEYS[3], call) or '0'
end
return listed
