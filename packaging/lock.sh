#!/bin/sh
# Write the locks again: every version with the hashes of all its files, for every system, and
# without the address of any package index.
set -eu
cd "$(dirname "$0")/.."
lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@"
}
lock pyproject.toml -o requirements.lock
# The tests use every extra.
lock pyproject.toml --all-extras --group dev -c requirements.lock -o requirements-dev.lock
