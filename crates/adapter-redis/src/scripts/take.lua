-- Takes tokens from a bucket, or none.
-- The state is the instant at which the bucket will be full, in microseconds; a full bucket has none.
-- KEYS: the bucket. ARGV: microseconds a token, burst, cost. Returns {1, left} or {0, microseconds}.
-- Redis' own clock counts, so that machines whose clocks differ share one bucket all the same.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = tonumber(ARGV[1])
local fill = interval * tonumber(ARGV[2])
local missing = tonumber(redis.call('GET', KEYS[1]) or now) - now
-- A clock that went back, or a burst that shrank, makes nobody wait for more than a burst.
missing = math.max(0, math.min(missing, fill))
local after = missing + interval * math.min(tonumber(ARGV[3]), tonumber(ARGV[2]))
if after > fill then
  return {0, after - fill}
end
if after > 0 then
  redis.call('SET', KEYS[1], string.format('%.0f', now + after), 'PX', math.ceil(after / 1000))
end
return {1, math.floor((fill - after) / interval)}
