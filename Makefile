# Nothing here is longer than a line; longer steps are in scripts/. A new machine: `make setup` says or installs what is missing.
.PHONY: run test check bless bench tidy setup browser screenshot

run: ; @scripts/setup.sh run && cargo run --locked -p wherewithal -- demo --dir demo --listen 127.0.0.1:7400

test: ; @scripts/test.sh

check: ; @cargo fmt --all --check && cargo clippy --workspace --all-targets --locked

bless: ; @INSTA_UPDATE=always cargo test --workspace --locked

bench: ; @scripts/bench.sh

tidy: ; @cargo fmt --all && cargo test --locked -p xtask

setup: ; @scripts/setup.sh test

browser: ; @scripts/browser.sh

screenshot: ; @cargo build --locked -p wherewithal && node tests/browser/screenshot.mjs
