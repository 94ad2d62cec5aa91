#!/bin/sh
# Holds a file of contracts against the Open Contracting Data Standard's own schema of a release (1.1.4, as the standard's own merging
# library carries it): scripts/open_data_check.sh FILE. Where Python or its packages cannot be had, says "skipped" and why, and ends well.
set -eu
file=$1
here="${CARGO_TARGET_DIR:-$(dirname "$0")/../target}/open-data"
skip() { echo "skipped: $1" ; exit 0 ; }
command -v python3 >/dev/null 2>&1 || skip "python3 is not here"
if [ ! -f "$here/ready" ]; then
  mkdir -p "$here"
  python3 -m venv "$here/venv" >/dev/null 2>&1 || skip "python3 cannot make an environment of its own"
  "$here/venv/bin/pip" -q install 'jsonschema==4.*' rfc3339-validator >/dev/null 2>&1 || skip "jsonschema cannot be fetched"
  "$here/venv/bin/pip" -q download --no-deps --no-binary ocdsmerge -d "$here" ocdsmerge==0.8.0 >/dev/null 2>&1 || skip "the schema cannot be fetched"
  tar xzf "$here/ocdsmerge-0.8.0.tar.gz" -C "$here" && touch "$here/ready"
fi
exec "$here/venv/bin/python" - "$file" "$here/ocdsmerge-0.8.0/tests/fixtures/release-schema-1__1__4.json" <<'PYTHON'
import json, sys
from jsonschema import Draft4Validator, FormatChecker

package, schema = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
missing = [field for field in ("uri", "version", "publishedDate", "publisher", "releases") if field not in package]
faults = [f"the package has no {field}" for field in missing]
checker = Draft4Validator(schema, format_checker=FormatChecker())
for release in package["releases"]:
    for error in checker.iter_errors(release):
        faults.append(f"{release.get('ocid')} {'/'.join(map(str, error.path))}: {error.message}")
for fault in faults:
    print(fault)
print("valid" if not faults else "not valid", len(package["releases"]))
sys.exit(1 if faults else 0)
PYTHON
