#!/bin/sh
# Everything: what cargo tests (documentation, PostgreSQL, the house's own rules), then the product in a browser.
set -eu
cd "$(dirname "$0")/.."
step() { echo; echo "== $1 ($(date +%H:%M:%S))"; }

step "what this machine needs"
scripts/setup.sh test
step "cargo test"
# What is built once and thrown away needs no notes for a next time.
[ -d "${CARGO_TARGET_DIR:-target}" ] || export CARGO_INCREMENTAL=0
# HiGHS in the same build: asked for alone, it would build what it needs a second time.
# No comment holds code to run: pages, commands and examples are run by tests of their own, and rustdoc would read every crate to find none.
cargo test --workspace --lib --bins --examples --tests --locked --features solver/highs
step "the product in a browser"
scripts/browser.sh built
step "all passed"
