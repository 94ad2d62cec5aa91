#!/bin/sh
# Installs what this machine is missing, where it may (root on Debian or Ubuntu), else says what to install and stops.
# scripts/setup.sh run   what building and running needs; says what is left out
# scripts/setup.sh test  and what the tests need besides: a browser, PostgreSQL, LibreOffice to open papers, and what HiGHS is built with
set -eu
purpose=${1:-test}
packages="" ; by_hand=""

has() { command -v "$1" >/dev/null 2>&1; }
want() { packages="$packages $1"; }
say() { by_hand="$by_hand
  - $1"; }

has cargo || say "Rust 1.95 or later, with cargo: by rustup, or your organisation's own way"
if has node; then
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -ge 20 ] || say "Node.js 20 or later (here is $(node --version))"
  has npm || want npm
else
  want nodejs ; has npm || want npm
fi
has cc || want gcc
has c++ || want g++
has make || want make
if [ "$purpose" = test ]; then
  has chromium || has chromium-browser || has google-chrome || want chromium
  has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want postgresql
  # HiGHS is built from its source, and its names are read by libclang.
  has cmake || want cmake
  ls /usr/lib/llvm-*/lib/libclang*.so* /usr/lib/*/libclang*.so* >/dev/null 2>&1 || [ -n "${LIBCLANG_PATH:-}" ] || want libclang-dev
  has soffice || want libreoffice-writer-nogui
fi

if [ -n "$packages" ]; then
  if has apt-get && [ "$(id -u)" = 0 ]; then
    echo "Installing:$packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null
    # shellcheck disable=SC2086 # a list of words
    apt-get install -q -y --no-install-recommends $packages >/dev/null
    if has node; then
      major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
      [ "$major" -ge 20 ] || say "Node.js 20 or later (the system's own is $(node --version))"
    fi
  else
    say "these packages, by their Debian names:$packages (as root: apt-get update && apt-get install -y$packages)"
  fi
fi

if [ -n "$by_hand" ]; then
  echo "This machine still needs:$by_hand" >&2
  exit 1
fi

if [ "$purpose" = run ]; then
  echo "Left out of this build: HiGHS, so allocations are answered by our own search alone (cargo build --features highs has it),"
  echo "and the browser and PostgreSQL, which only the tests use."
fi
