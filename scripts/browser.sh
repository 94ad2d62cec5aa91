#!/bin/sh
# The demo in Chromium: every page with axe, with and without script, wide and narrow; then every journey.
set -eu
cd "$(dirname "$0")/.."
# "built": the binary that `cargo test` has just made is used, not a second one with other features.
[ "${1:-}" = built ] || cargo build --locked -p wherewithal
if ! cmp -s tests/browser/package-lock.json tests/browser/node_modules/.installed-lock; then
  (cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp tests/browser/package-lock.json tests/browser/node_modules/.installed-lock
fi
exec node --test --test-concurrency=2 --test-reporter=spec tests/browser/*.test.mjs
