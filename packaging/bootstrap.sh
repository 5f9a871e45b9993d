#!/bin/sh
# Make .venv with the locked packages and this project in it. Safe to run again and again: nothing
# happens while the lock, the place and what pyproject.toml says of the build are the ones it was
# made from.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$1" >&2; }

# What is lacking is said, and nothing here fails without it: the window needs the system's packages,
# and the kernel, for which they hold the compiler, has a twin.
prepare() {
    sh packaging/system.sh || true
    .venv/bin/python packaging/kernel.py || true
}

# The place is part of it: the programs in .venv name their interpreter by its whole path.
want=$({ pwd; cat requirements-dev.lock packaging/bootstrap.sh; sed '/^\[tool\.ruff\]/,$d' pyproject.toml; } | cksum)
if [ -x .venv/bin/python ] && [ "$(cat .venv/.made-from 2>/dev/null || true)" = "$want" ]; then
    prepare
    exit 0
fi

python=
for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "cannot install Python itself: 3.11 or later with venv is needed (Debian: apt-get install python3.11-venv), then run this again."
    exit 1
fi

say "making .venv with $("$python" --version), this takes a minute or two"
rm -rf .venv
"$python" -m venv .venv
if ! .venv/bin/python -m pip install -qq --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement requirements-dev.lock; then
    say "could not install the locked packages of requirements-dev.lock: pip's last lines above name the first one that failed; check the connection to your package index and run this again."
    exit 1
fi
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
printf '%s\n' "$want" > .venv/.made-from
say "ready: everything in requirements-dev.lock is installed"
prepare
