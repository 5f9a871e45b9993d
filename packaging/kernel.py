"""Compile engine/inference/_kernel.pyx beside its source; does nothing when it is current.

The compiled module is optional: where there is no compiler, or none of Python's headers, one line
says so and the engine uses its numpy twin, which gives the same bits. The exit status is 0 then.
"""

import hashlib
import importlib.machinery
import os
import shlex
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "engine" / "inference" / "_kernel.pyx"
NAME = "engine.inference._kernel"
# No fast-math, and no product fused with a sum: the bits are those of the numpy twin.
FLAGS = (
    ["/O2", "/fp:precise"]
    if sys.platform == "win32"
    else ["-O3", "-ffp-contract=off", "-fno-fast-math", "-g0"]
)


class CannotBuildError(Exception):
    """The kernel cannot be compiled here; says why and what would mend it."""


def main(arguments: Sequence[str], source: Path = SOURCE) -> int:
    """Compile if need be, and say in one line what became of it."""
    try:
        if build(again="--again" in arguments, source=source):
            _say("compiled engine/inference/_kernel.pyx")
    except CannotBuildError as why:
        _say(f"the kernel is left out, the numpy twin scores instead, some 20 times slower: {why}")
    return 0


def build(*, again: bool = False, extra: Sequence[str] = (), source: Path = SOURCE) -> bool:
    """Compile the kernel beside its source.

    Args:
        again: Whether to compile even what is current.
        extra: More flags for compiler and linker.
        source: The ``.pyx``.

    Returns:
        Whether anything was compiled.

    Raises:
        CannotBuildError: It cannot be compiled here; an older one is removed.
    """
    target = source.with_name(source.stem + importlib.machinery.EXTENSION_SUFFIXES[0])
    made_from = source.with_suffix(".made-from")
    want = [_digest_of_source(source, extra), _digest_of_tools()]
    made = made_from.read_text().split() if target.is_file() and made_from.is_file() else ["", ""]
    # A compiler that has gone since takes nothing from what it made.
    if not again and (made == want or (made[0] == want[0] and not _tools_are_there())):
        return False
    try:
        _demand_tools()
        _compile(source, target, extra)
    except CannotBuildError:
        # What an older source was compiled to must not answer for this one.
        target.unlink(missing_ok=True)
        raise
    made_from.write_text("\n".join(want) + "\n")
    return True


def _digest_of_source(source: Path, extra: Sequence[str]) -> str:
    return _digest(source.read_text("utf-8"), *FLAGS, *extra, sys.version)


def _digest_of_tools() -> str:
    try:
        parts = [version("cython")]
    except PackageNotFoundError:
        parts = ["none"]
    compiler = _compiler()
    if compiler:
        program = Path(compiler).resolve()
        status = program.stat()
        parts += [str(program), str(status.st_size), str(int(status.st_mtime))]
    return _digest(*parts)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _tools_are_there() -> bool:
    try:
        _demand_tools()
    except CannotBuildError:
        return False
    return True


def _compiler() -> str | None:
    if sys.platform == "win32":
        return None  # setuptools looks for it where Visual Studio says
    words = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    return shutil.which(words[0])


def _demand_tools() -> None:
    if sys.platform != "win32" and _compiler() is None:
        raise CannotBuildError("there is no C compiler (Debian: apt-get install gcc libc6-dev)")
    header = Path(sysconfig.get_paths()["include"]) / "Python.h"
    if not header.is_file():
        raise CannotBuildError(
            "there are no headers of this Python"
            f" (Debian: apt-get install libpython3.{sys.version_info.minor}-dev)"
        )


def _compile(source: Path, target: Path, extra: Sequence[str]) -> None:
    try:
        from Cython.Build import cythonize
        from Cython.Compiler.Errors import CompileError as CythonError
        from setuptools import Distribution, Extension
        from setuptools.errors import BaseError, CCompilerError
    except ImportError as error:
        raise CannotBuildError(f"{error.name} is not installed (make setup)") from error
    with tempfile.TemporaryDirectory() as folder:
        # The name given is the module's; the C code names no place of this machine.
        extension = Extension(
            NAME,
            [source.relative_to(ROOT).as_posix() if source.is_relative_to(ROOT) else str(source)],
            extra_compile_args=[*FLAGS, *extra],
            extra_link_args=list(extra),
        )
        _link_without_places()
        try:
            modules = cythonize(
                [extension], build_dir=folder, quiet=True, compiler_directives={"language_level": 3}
            )
            command = Distribution({"name": NAME, "ext_modules": modules}).get_command_obj(
                "build_ext"
            )
            command.build_lib = command.build_temp = folder
            command.ensure_finalized()
            command.run()
        except (CythonError, BaseError, CCompilerError) as error:
            raise CannotBuildError(str(error).strip().splitlines()[-1]) from error
        made = Path(command.get_ext_fullpath(NAME))
        # Put in place in one step: another process may be loading the one that is there.
        aside = target.with_suffix(f".{os.getpid()}")
        shutil.copyfile(made, aside)
        aside.replace(target)


def _link_without_places() -> None:
    """Keep the place of this machine's Python out of the module, which does not need it."""
    words = shlex.split(sysconfig.get_config_var("LDSHARED") or "")
    if words:
        kept = [word for word in words if not word.startswith("-Wl,-rpath")]
        os.environ.setdefault("LDSHARED", shlex.join(kept))


def _say(what: str) -> None:
    sys.stderr.write(f"setup: {what}\n")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
