#!/bin/sh
# Every screen as pictures under build/screens: light, dark, high contrast, at 200 %, and in German.
set -eu
cd "$(dirname "$0")/.."
rm -rf build/screens
look() {
    out=$1
    shift
    QT_SCALE_FACTOR=${SCALE:-1} .venv/bin/python -m app.demo.tour \
        --home build/screens-site --out "build/screens/$out" "$@" >/dev/null
    printf 'screens: build/screens/%s\n' "$out"
}
look light
look dark --palette dark
look high-contrast --palette "high contrast"
look german --language de
SCALE=2 look 200-percent
SCALE=2 look 200-percent-dark --palette dark
