"""Which code a stage runs through, as a digest: what changes it makes the stage run again."""

import hashlib
import importlib
import importlib.abc
import importlib.util
import marshal
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import CodeType


@cache
def code_digest(*packages: str) -> str:
    """Digest the compiled code of modules, and of all modules within packages.

    Comments, white space and the place of a file do not count; docstrings do, since the compiler
    keeps them. It works in the frozen application, too, where there are no sources.

    Args:
        packages: Dotted names of modules or packages.

    Returns:
        64 hex digits.
    """
    whole = hashlib.sha256()
    for name in sorted({module for package in packages for module in _modules(package)}):
        whole.update(f"{name}\n".encode())
        whole.update(_digest(_code(name)))
    return whole.hexdigest()


def _modules(name: str) -> Iterator[str]:
    yield name
    found = importlib.util.find_spec(name)
    if found is None:
        message = f"there is no module {name}"
        raise ValueError(message)
    for one in pkgutil.walk_packages(found.submodule_search_locations or [], f"{name}."):
        yield one.name


def _code(name: str) -> CodeType:
    found = importlib.util.find_spec(name)
    loader = None if found is None else found.loader
    code = loader.get_code(name) if isinstance(loader, importlib.abc.InspectLoader) else None
    if code is None:
        message = f"{name} has no code that could be read"
        raise ValueError(message)
    return code


def _digest(code: CodeType) -> bytes:
    """Digest what a code object does: not where its file lies, nor on which lines it stands."""
    whole = hashlib.sha256()
    for part in (code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars):
        whole.update(marshal.dumps(part, 2))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            whole.update(_digest(constant))
        else:
            # Sets of constants have no order of their own.
            parts = sorted(map(repr, constant)) if isinstance(constant, frozenset) else constant
            whole.update(repr(parts).encode())
    return whole.digest()
