#!/usr/bin/env bash
# The served document against the server, by schemathesis: nothing undocumented, nothing that breaks.
# FRONTDESK is the server's binary; SCHEMATHESIS its command, installed from PyPI where it is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
frontdesk="${FRONTDESK:?say where the frontdesk binary is}"
examples="${EXAMPLES:-12}"
work="$(mktemp -d)"
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

if [ -z "${SCHEMATHESIS:-}" ]; then
  SCHEMATHESIS="$(command -v schemathesis || true)"
fi
if [ -z "$SCHEMATHESIS" ]; then
  tools="${CARGO_TARGET_DIR:-target}/schemathesis"
  if [ ! -x "$tools/bin/schemathesis" ]; then
    python3 -m venv "$tools" && "$tools/bin/pip" install --quiet "schemathesis==4.*" || {
      echo "skipped: the API check, for schemathesis cannot be installed"; exit 0; }
  fi
  SCHEMATHESIS="$tools/bin/schemathesis"
fi

port=$((20000 + RANDOM % 20000))
base="http://127.0.0.1:$port"
export FRONTDESK__SERVER__LISTEN="127.0.0.1:$port" FRONTDESK__LOG__LEVEL=error
export FRONTDESK__LIMITS__ADDRESS_PER_MINUTE=1000000 FRONTDESK__LIMITS__BUSINESS_PER_MINUTE=1000000
export FRONTDESK__SECURITY__PLATFORM_SECRET="the secret of the api check 0123456789"
(cd "$work" && exec "$frontdesk" serve --demo >server.log 2>&1) &
server=$!
for _ in $(seq 100); do curl -fs "$base/ready" >/dev/null 2>&1 && break; sleep 0.1; done

# An owner of the first demo business, signed in as an app.
number="$(sed -n 's/^phone = "\(.*\)".*/\1/p' fixtures/businesses/barber.toml | head -1)"
link="$(cd "$work" && "$frontdesk" account add owner@check.example --name Owner --business "$number")"
post() { curl -fs -H 'content-type: application/json' -d "$2" "$base$1"; }
post /v1/auth/password/reset "{\"token\":\"${link#*token=}\",\"password\":\"correct horse battery staple\"}"
token="$(post /v1/auth/login '{"email":"owner@check.example","password":"correct horse battery staple","tokens":true}' |
  python3 -c 'import json,sys; print(json.load(sys.stdin)["tokens"]["access_token"])')"

# Signing out would end the check's own session, and guessing costs an hour's tries.
run() {
  "$SCHEMATHESIS" run "$base/openapi.json" --phases examples,coverage,fuzzing \
    --max-examples "$examples" --seed 7 --workers 1 --no-color --request-timeout 20 \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
    --exclude-path-regex '^/v1/auth/(logout|logout-everywhere|sessions/.id.|password|second-factor.*)$' \
    "$@"
}
run -H "Authorization: Bearer $token"
