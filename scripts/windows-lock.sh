#!/usr/bin/env bash
# Whether every requirements/*.lock can be installed on Windows: each package that it names for there, in that version,
# has a wheel for 64-bit Windows with a hash of the lock. Asks the package index for names and metadata only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=build/lock
[ -x $tools/bin/uv ] || { ${PYTHON:-python3} -m venv $tools && $tools/bin/python -m pip install -q uv; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for python in 3.11 3.12 3.13; do
    for lock in requirements/*.lock; do
        $tools/bin/uv pip install --dry-run --quiet --python-platform x86_64-pc-windows-msvc --python-version $python \
            --only-binary :all: --require-hashes --target "$scratch" -r "$lock"
        echo "$lock: every package is there for Windows, Python $python"
    done
done
