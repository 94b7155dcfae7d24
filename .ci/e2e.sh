#!/usr/bin/env bash
# A booking conversation as the carrier would post it to a running server: every webhook signed, every
# one sent twice, the last ones shuffled. Then the server is killed and the database is read.
#
#   .ci/e2e.sh                      SQLite, in a folder of its own
#   .ci/e2e.sh postgres://…         an empty PostgreSQL database
#
# Needs curl, openssl and python3. FRONTDESK names the program; by default the newest build is used.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
target="${CARGO_TARGET_DIR:-$root/target}"
program="${FRONTDESK:-$(ls -t "$target"/{debug,release,dist}/frontdesk 2>/dev/null | head -1)}"
[ -x "$program" ] || { echo "build it first: cargo build" >&2; exit 1; }

folder="$(mktemp -d)"
token="e2e_auth_token_0123456789abcdef"
public="https://e2e.example.test"
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
export DATABASE_URL="${1:-sqlite:$folder/frontdesk.db}"
export FRONTDESK__SERVER__LISTEN="127.0.0.1:$port"
export FRONTDESK__SERVER__PUBLIC_URL="$public"
export FRONTDESK__TWILIO__AUTH_TOKEN="$token"
export FRONTDESK__LOG__LEVEL=warn
server=""
cleanup() {
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"

stop() {
  kill -9 "$server"
  wait "$server" 2>/dev/null || true
}

start() {
  "$program" serve >"$folder/out.log" 2>&1 &
  server=$!
  for _ in $(seq 200); do
    curl -fsS "http://127.0.0.1:$port/health" >/dev/null 2>&1 && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  cat "$folder/out.log" >&2
  echo "the server does not start" >&2
  exit 1
}

# post PATH NAME=VALUE...: signs and sends one webhook, prints the answer.
post() {
  local path="$1"
  shift
  local text signature data=() pair
  # The string to sign: the address, then every name and value in order of the names.
  text="$public$path$(printf '%s\n' "$@" | LC_ALL=C sort | sed 's/=//' | tr -d '\n')"
  signature="$(printf '%s' "$text" | openssl dgst -sha1 -hmac "$token" -binary | base64)"
  for pair in "$@"; do data+=(--data-urlencode "$pair"); done
  curl -fsS -H "X-Twilio-Signature: $signature" "${data[@]}" "http://127.0.0.1:$port$path"
}

call() {
  post "$1" "CallSid=CAe2e00000000000000000000000000001" "From=+18165550142" "To=+18165550100" \
    "AccountSid=AC00000000000000000000000000000001" "Direction=inbound" "${@:2}"
}

# twice PATH NAME=VALUE...: sends a webhook twice; both answers must be equal.
twice() {
  local first second
  first="$(call "$@")"
  second="$(call "$@")"
  [ "$first" = "$second" ] || { echo "two answers to $1:"; echo "$first"; echo "$second"; exit 1; }
  printf '%s\n' "$first" | sed 's/<[^>]*>/ /g; s/  */ /g'
}

cat >business.toml <<'TOML'
[business]
name = "Corner Barbers"
timezone = "America/Chicago"
phone = "+18165550100"
owner_phone = "+18165550199"
[hours]
mon = ["00:00-24:00"]
tue = ["00:00-24:00"]
wed = ["00:00-24:00"]
thu = ["00:00-24:00"]
fri = ["00:00-24:00"]
sat = ["00:00-24:00"]
sun = ["00:00-24:00"]
[[services]]
name = "Haircut"
minutes = 30
TOML

"$program" migrate
"$program" business import business.toml
start
day="$(python3 -c 'import datetime; d = datetime.date.today() + datetime.timedelta(days=5); print(d.strftime("%B ") + str(d.day))')"
turn() { twice "/twilio/voice/turn?n=$1" "CallStatus=in-progress" "SpeechResult=$2"; }
twice /twilio/voice "CallStatus=ringing"
turn 1 "I'd like a haircut on $day at 3 pm"
echo "-- killed in the middle of the call"
stop
start
turn 2 "Alex Reed"
# The last ones, shuffled: the end of the call is reported before the caller's yes is delivered.
call /twilio/voice/status "CallStatus=completed" "CallDuration=61"
turn 3 "yes please"
call /twilio/voice/status "CallStatus=completed" "CallDuration=61"
turn 2 "Alex Reed"
call /twilio/voice/status "CallStatus=in-progress"
turn 3 "yes please"
echo "-- the same in writing"
next="$(python3 -c 'import datetime; d = datetime.date.today() + datetime.timedelta(days=6); print(d.strftime("%B ") + str(d.day))')"
text() {
  local first second
  first="$(send "$@")"
  second="$(send "$@")"
  [ "$first" = "$second" ] || { echo "two answers to a text:"; echo "$first"; echo "$second"; exit 1; }
  printf '%s\n' "$first" | sed 's/<[^>]*>/ /g; s/  */ /g'
}
send() {
  post /twilio/sms "MessageSid=SMe2e000000000000000000000000000$1" "From=+18165550143" "To=+18165550100" \
    "AccountSid=AC00000000000000000000000000000001" "Body=$2"
}
text 01 "hi, I'd like a haircut on $next at 3 pm"
text 02 "Sam Carter"
text 03 "yes please"
text 04 "no thanks, bye"
unsigned="$(curl -s -o /dev/null -w '%{http_code}' -d 'CallSid=CAforged' "http://127.0.0.1:$port/twilio/voice")"
[ "$unsigned" = 403 ] || { echo "an unsigned webhook was answered with $unsigned"; exit 1; }
sleep 2
stop

count() {
  case "$DATABASE_URL" in
    sqlite:*) python3 - "$1" "${DATABASE_URL#sqlite:}" <<'PY'
import sqlite3, sys
print(sqlite3.connect(sys.argv[2]).execute(sys.argv[1]).fetchone()[0])
PY
      ;;
    *) psql -qAt "$DATABASE_URL" -c "$1" ;;
  esac
}
expect() {
  local found
  found="$(count "$2")"
  [ "$found" = "$3" ] || { echo "$1: $found, not $3"; exit 1; }
  echo "$1: $found"
}
expect "customers" "SELECT count(*) FROM customers" 2
expect "appointments" "SELECT count(*) FROM appointments WHERE status = 'confirmed'" 2
expect "confirmations sent" "SELECT count(*) FROM messages WHERE direction = 'outbound' AND status = 'sent' AND provider_id IS NOT NULL" 2
expect "answers in writing" "SELECT count(*) FROM messages WHERE direction = 'outbound' AND provider_id IS NULL" 4
expect "texts received" "SELECT count(*) FROM messages WHERE direction = 'inbound'" 4
expect "alerts to the owner" "SELECT count(*) FROM messages WHERE direction = 'alert' AND status = 'sent'" 2
expect "calls that ended with a booking" "SELECT count(*) FROM calls WHERE channel = 'voice' AND outcome = 'booked' AND status = 'completed'" 1
expect "conversations by text that ended with a booking" "SELECT count(*) FROM calls WHERE channel = 'sms' AND outcome = 'booked' AND status = 'completed'" 1
expect "texts left to send" "SELECT count(*) FROM outbox WHERE status = 'queued' AND kind = 'send_text'" 0
echo "e2e: all right"
