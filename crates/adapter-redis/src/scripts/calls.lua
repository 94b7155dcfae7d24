-- One index of calls. Asked for with: 'seen' call since ttl, 'ended' call 0 ttl, or 'count'.
-- KEYS: live and ended calls by when they are forgotten, and the beginnings of live ones.
-- Returns {how many are live, 1 if the call has ended before}.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
-- In portions: a script that takes long keeps everybody waiting.
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1000)
if #gone > 0 then
  redis.call('ZREM', KEYS[1], unpack(gone))
  redis.call('HDEL', KEYS[3], unpack(gone))
end
local over = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
if #over > 0 then
  redis.call('ZREM', KEYS[2], unpack(over))
end
local ended = 0
if ARGV[1] == 'seen' then
  if redis.call('ZSCORE', KEYS[2], ARGV[2]) then
    ended = 1
  else
    redis.call('ZADD', KEYS[1], 'GT', now + ARGV[4] * 1000, ARGV[2])
    local since = redis.call('HGET', KEYS[3], ARGV[2])
    if not since or tonumber(ARGV[3]) < tonumber(since) then
      redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
    end
  end
elseif ARGV[1] == 'ended' then
  redis.call('ZREM', KEYS[1], ARGV[2])
  redis.call('HDEL', KEYS[3], ARGV[2])
  redis.call('ZADD', KEYS[2], 'GT', now + ARGV[4] * 1000, ARGV[2])
end
if ARGV[4] then
  for _, key in ipairs(KEYS) do
    if redis.call('PTTL', key) < tonumber(ARGV[4]) then
      redis.call('PEXPIRE', key, ARGV[4])
    end
  end
end
return {redis.call('ZCOUNT', KEYS[1], '(' .. string.format('%.0f', now), '+inf'), ended}
