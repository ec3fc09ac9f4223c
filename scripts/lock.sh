#!/usr/bin/env bash
# Writes requirements/*.lock anew: the newest versions that pyproject.toml allows, with hashes, for Linux and Windows.
#   test.lock    what a checkout needs, with linters and tests
#   run.lock     what a kiosk, a counter or a server needs
#   board.lock   the same with Qt's multimedia, for sound and videos
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=build/lock
[ -x $tools/bin/uv ] || { ${PYTHON:-python3} -m venv $tools && $tools/bin/python -m pip install -q uv; }

compile() {
    $tools/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --upgrade \
        --generate-hashes --no-header --no-annotate "$@"
}

compile --extra test --output-file requirements/test.lock
compile --extra serial --extra usb --constraint requirements/test.lock --output-file requirements/run.lock
compile --extra board --extra serial --extra usb --constraint requirements/test.lock \
    --output-file requirements/board.lock
