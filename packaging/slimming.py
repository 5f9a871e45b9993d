"""What the frozen folder does without, though the freezer would take it; read by wardcast.spec."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

Entry = tuple[str, str, str]
"""A file as the freezer lists it: its place in the folder, where it comes from, its kind."""

# Tools of developers, and what libraries could use if it were there.
EXCLUDED_MODULES = [
    "IPython", "PIL", "_pytest", "distutils", "ensurepip", "hypothesis", "idlelib", "lib2to3",
    "mapie", "matplotlib", "mypy", "numba", "pip", "pyarrow", "pydantic.mypy", "pydantic.v1",
    "curses", "pydoc_data", "pymerkle", "pytest", "setuptools", "tkinter", "torch",
    # The extras and the oracles: they are for whoever learns on a server, or tests.
    "dask", "distributed", "fairlearn", "onnx", "onnxruntime",
    "PySide6.QtDBus", "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtXml",
    # GNU readline is under the GPL; a program that asks its few questions needs no line editor.
    "readline",
]  # fmt: skip

_QT = "PySide6/Qt"
_PLUGINS = f"{_QT}/plugins"

# Of these folders only what is named is taken; the first rule that fits decides.
_KEPT_ONLY = {
    f"{_QT}/translations": ("qtbase_de.qm",),
    f"{_PLUGINS}/iconengines": ("*qsvgicon.*",),
    f"{_PLUGINS}/imageformats": ("*qsvg.*",),
    f"{_PLUGINS}/platforminputcontexts": ("*composeplatform*", "*ibusplatform*"),
    f"{_PLUGINS}/platforms": (
        "*qxcb.*", "*qwayland.*", "*qoffscreen.*", "*qminimal.*", "*qwindows.*", "*qcocoa.*",
    ),
    f"{_PLUGINS}/platformthemes": ("*qxdgdesktopportal.*",),
    f"{_PLUGINS}/printsupport": ("*",),
    f"{_PLUGINS}/styles": ("*",),
    f"{_PLUGINS}/wayland-decoration-client": ("*",),
    f"{_PLUGINS}/wayland-graphics-integration-client": ("*qt-plugin-wayland-egl.*",),
    f"{_PLUGINS}/wayland-shell-integration": ("*xdg-shell.*",),
    f"{_PLUGINS}/xcbglintegrations": ("*",),
    # No other plugin of Qt's.
    f"{_PLUGINS}/*": (),
    "fontpkg_inter/files": ("Inter[[]opsz,wght].ttf",),
    "mnemonic/wordlist": ("english.txt",),
    # Licences lie together in the folder's licences/; the rest tells of the build machine.
    "*.dist-info": ("METADATA", "entry_points.txt"),
    "*.dist-info/*": (),
    "resources/translations": ("*.qm",),
    "sklearn/datasets/*": ("*.so", "*.pyd"),
}  # fmt: skip

# Sources of compiled modules, and modules that are in the archive already.
_NEVER = (
    "*.pyi", "*.pyx", "*.pyx.tp", "*.pxd", "*.pxd.tp", "*.pxi", "*.c", "*.cpp", "*.h", "*.tp",
    "*/meson.build", "*/py.typed", "*/tests/*", "resources/*.py", "resources/*.pyc",
    "*/__pycache__/*",
)  # fmt: skip


def is_wanted(place: str) -> bool:
    """Say whether a file belongs into the folder.

    Args:
        place: Where in the folder it would lie.
    """
    path = PurePosixPath(place.replace("\\", "/"))
    if any(fnmatch(str(path), pattern) for pattern in _NEVER):
        return False
    for folder, names in _KEPT_ONLY.items():
        if _lies_in(path, folder):
            return any(fnmatch(path.name, name) for name in names)
    return True


def needed(entries: Iterable[Entry], imports_of: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Leave out the libraries that nothing is linked with any more.

    A library at the folder's top was taken because another file is linked with it; when that file
    is left out, so is the library.

    Args:
        entries: The compiled files that are wanted.
        imports_of: The names of the libraries that a file is linked with.
    """
    listed = [one for one in entries if one[2] != "SYMLINK"]
    by_name = {PurePosixPath(place).name: source for place, source, _ in listed}
    waiting = [source for place, source, kind in listed if not _is_followed(place, kind)]
    reached: set[str] = set()
    while waiting:
        source = waiting.pop()
        if source in reached:
            continue
        reached.add(source)
        waiting += [by_name[name] for name in imports_of(source) if name in by_name]
    return [one for one in listed if one[1] in reached]


def without_loose_ends(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out the links to files that are left out."""
    listed = list(entries)
    places = {place for place, _, _ in listed}
    return [
        (place, source, kind)
        for place, source, kind in listed
        if kind != "SYMLINK" or normpath(join(dirname(place), source)) in places
    ]


def _is_followed(place: str, kind: str) -> bool:
    """Say whether a file is there only because another one is linked with it."""
    path = PurePosixPath(place.replace("\\", "/"))
    by_itself = path.name.startswith(("libpython", "python3"))
    return kind == "BINARY" and not by_itself and (len(path.parts) == 1 or _lies_in(path, "*/lib"))


def _lies_in(path: PurePosixPath, folder: str) -> bool:
    above = str(path.parent)
    return fnmatch(above, folder) or fnmatch(above, f"{folder}/*")
