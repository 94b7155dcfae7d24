-- Forgets a value, or replaces it, and tells every machine.
-- KEYS: value, version. ARGV: milliseconds of the version, channel, message, then for a replacement
-- milliseconds and the value.
if ARGV[4] then
  redis.call('SET', KEYS[1], ARGV[5], 'PX', ARGV[4])
else
  redis.call('DEL', KEYS[1])
end
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
