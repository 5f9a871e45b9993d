"""Which code a run goes through, as a digest: what changes it makes every stage run again."""

import dis
import hashlib
import importlib.abc
import importlib.util
import marshal
from collections.abc import Iterator
from functools import cache
from types import CodeType

OURS = ("engine", "trainer")


@cache
def code_digest(*modules: str) -> str:
    """Digest the compiled code of modules and of all of ours that they import, however far.

    What is imported is read off the code itself, so nothing can be forgotten. Comments, white
    space and the place of a file do not count; docstrings do, since the compiler keeps them. It
    works in the frozen application, too, where there are no sources.

    Args:
        modules: Dotted names.

    Returns:
        64 hex digits.

    Raises:
        ValueError: There is no such module.
    """
    whole = hashlib.sha256()
    found: dict[str, CodeType | None] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _code(name)
            waiting += filter(_is_ours, _imported(found[name]))
    for name in sorted(found):
        code = found[name]
        whole.update(f"{name}\n".encode())
        whole.update(b"" if code is None else _digest(code))
    return whole.hexdigest()


def _is_ours(name: str) -> bool:
    if name.partition(".")[0] not in OURS:
        return False
    package = name.rpartition(".")[0]
    spec = importlib.util.find_spec(package) if package else None
    # What is imported from a module is no module; looking for it there would be an error.
    inside = not package or (spec is not None and spec.submodule_search_locations is not None)
    return inside and importlib.util.find_spec(name) is not None


def _code(name: str) -> CodeType | None:
    """The code of a module; none where it is compiled from another language."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        message = f"there is no module {name}"
        raise ValueError(message)
    loader = spec.loader
    return loader.get_code(name) if isinstance(loader, importlib.abc.InspectLoader) else None


def _imported(code: CodeType | None) -> Iterator[str]:
    """Every name that code imports, here or within its functions; some may be no modules."""
    if code is None:
        return
    module = ""
    for step in dis.get_instructions(code):
        if step.opname == "IMPORT_NAME":
            module = step.argval
            yield module
        elif step.opname == "IMPORT_FROM":
            yield f"{module}.{step.argval}"
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _imported(constant)


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
