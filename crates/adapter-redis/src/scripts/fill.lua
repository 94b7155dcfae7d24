-- Keeps a value that was found out after a look, unless the key was forgotten since.
-- KEYS: value, version. ARGV: the version that was seen, the value, milliseconds. Returns 1 if kept.
if tonumber(redis.call('GET', KEYS[2]) or 0) ~= tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
