#!/bin/sh
# Compares our verdicts on random signed requests with those of Twilio's own Python library.
# Usage: cross-check-signatures.sh [COUNT] [SEED]; PYTHON names the interpreter that has the package.
set -eu
here=$(dirname "$0")
python=${PYTHON:-python3}
if ! "$python" -c 'import twilio' 2>/dev/null; then
    echo "skipped: the Python package twilio is not installed (pip install twilio)"
    exit 0
fi
vectors=$(mktemp)
trap 'rm -f "$vectors"' EXIT
"$python" "$here/signature_vectors.py" "${1:-10000}" "${2:-1}" 2>/dev/null >"$vectors"
cargo run --quiet --manifest-path "$here/../Cargo.toml" --example verify_vectors <"$vectors"
