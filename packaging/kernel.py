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


def main(arguments: Sequence[str]) -> int:
    """Compile if need be, and say in one line what became of it."""
    try:
        if build(again="--again" in arguments):
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
    want = _digest(source, extra)
    if not again and target.is_file() and made_from.is_file() and made_from.read_text() == want:
        return False
    try:
        _demand_tools()
        _compile(source, target, extra)
    except CannotBuildError:
        # What an older source was compiled to must not answer for this one.
        target.unlink(missing_ok=True)
        raise
    made_from.write_text(want)
    return True


def _digest(source: Path, extra: Sequence[str]) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        cython = version("cython")
    except PackageNotFoundError:
        cython = "none"
    compiler = _compiler()
    parts = [source.read_text("utf-8"), *FLAGS, *extra, cython, sys.version, compiler or "none"]
    if compiler:
        status = Path(compiler).resolve().stat()
        parts += [str(Path(compiler).resolve()), str(status.st_size), str(int(status.st_mtime))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest() + "\n"


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
            f" (Debian: apt-get install python3.{sys.version_info.minor}-dev)"
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


def _say(what: str) -> None:
    sys.stderr.write(f"setup: {what}\n")


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
