#!/bin/sh
# Every bench, with the machine it ran on: one question a bench, in crates/*/benches.
set -eu
cd "$(dirname "$0")/.."
echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1)"
exec cargo bench --locked --workspace --benches
