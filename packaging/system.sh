#!/bin/sh
# What the window, its tests, freezing and the kernel need of a Linux system beside Python: installed
# by apt-get where root or a sudo without questions can, else named in one line; then the exit status
# is 1. The command line needs nothing of it: the kernel has a twin. Quick when all is there; a list that could not be
# installed is not tried again until it changes: say `sh packaging/system.sh --again` for that.
set -u
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
tried=.venv/.system-tried

# Debian's name of a package, and the library, the program or the file by which it is known to be
# there: packages change their names between releases, these do not.
needed='
libegl1               libEGL.so.1
libgl1                libGL.so.1
libfontconfig1        libfontconfig.so.1
libdbus-1-3           libdbus-1.so.3
libglib2.0-0          libglib-2.0.so.0
libxkbcommon0         libxkbcommon.so.0
libxkbcommon-x11-0    libxkbcommon-x11.so.0
libxcb-cursor0        libxcb-cursor.so.0
libxcb-icccm4         libxcb-icccm.so.4
libxcb-image0         libxcb-image.so.0
libxcb-keysyms1       libxcb-keysyms.so.1
libxcb-render-util0   libxcb-render-util.so.0
libxcb-shape0         libxcb-shape.so.0
libxcb-xinerama0      libxcb-xinerama.so.0
libxcb-xkb1           libxcb-xkb.so.1
libwayland-cursor0    libwayland-cursor.so.0
libwayland-egl1       libwayland-egl.so.1
binutils              objdump
xvfb                  Xvfb
gcc                   gcc
libc6-dev             /usr/include/stdio.h
'

# The headers of the Python that .venv is made of, where that is the system's; any other brings them.
headers() {
    .venv/bin/python - 2>/dev/null <<'END'
import sys, sysconfig
if sys.base_prefix == "/usr":
    major, minor = sys.version_info[:2]
    print(f"libpython{major}.{minor}-dev", sysconfig.get_paths()["include"] + "/Python.h")
END
}

say() { printf 'setup: %s\n' "$1" >&2; }

lacking() {
    known=$(ldconfig -p 2>/dev/null)
    { printf '%s' "$needed" && headers; } | while read -r package mark; do
        case $mark in
            '') continue ;;
            /*) [ -e "$mark" ] && continue ;;
            *.so.*) case $known in *"	$mark "*) continue ;; esac ;;
            *) command -v "$mark" >/dev/null && continue ;;
        esac
        printf ' %s' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

install() {
    # Word by word on purpose: these are names of packages.
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=60 $1 >/dev/null 2>&1
}

[ "$(uname -s)" = Linux ] || exit 0
missing=$(lacking)
[ -n "$missing" ] || exit 0
[ "${1:-}" != --again ] || rm -f "$tried"
if [ "$(cat "$tried" 2>/dev/null)" != "$missing" ] && can_install; then
    say "installing the system's packages that the window, its tests, freezing and the kernel need:$missing"
    install "$missing" || { as_root apt-get update -qq >/dev/null 2>&1 && install "$missing"; }
    missing=$(lacking)
    [ -n "$missing" ] || exit 0
fi
[ ! -d .venv ] || printf '%s\n' "$missing" > "$tried"
say "could not install what only the window, its tests, freezing and the kernel need (Debian: apt-get install$missing)"
exit 1
