#!/bin/sh
# Speed and size, with the machine: methods by criterion, then the whole program. Prints and writes docs/benchmarks.md.
# It ends with 1 where something is over its limit. Let nothing else run beside it.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --release --locked -p wherewithal
cargo bench --locked -p methods --benches -- --noplot | tee "$target/criterion.txt"
cargo bench --locked -p papers --benches -- --noplot | tee -a "$target/criterion.txt"
cargo bench --locked -p solver --features highs --benches | tee -a "$target/criterion.txt"
cargo bench --locked -p lake --benches | tee -a "$target/criterion.txt"
exec cargo run --release --locked -q -p xtask -- bench "$target/criterion.txt"
