"""The kernel is compiled when something about it changed; where it cannot be, one line says so."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = '''"""As small as can be."""
cdef int one = 1
LAYOUT = one
'''


@pytest.fixture(name="kernel")
def _kernel(script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    # Linking asks for this and sets it where it is not set: undone after the test.
    monkeypatch.delenv("LDSHARED", raising=False)
    made = script("kernel")
    if not made._tools_are_there():
        pytest.skip("there is no compiler, or there are no headers of this Python")
    return made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "_kernel.pyx"
    path.write_text(SOURCE)
    return path


def modules(source: Path) -> list[Path]:
    return [one for one in source.parent.iterdir() if one.suffix in {".so", ".pyd"}]


def without_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")


def test_it_is_compiled_once_and_again_when_its_source_changes(
    kernel: ModuleType, source: Path
) -> None:
    assert kernel.build(source=source) is True
    (module,) = modules(source)
    first = module.read_bytes()
    assert kernel.build(source=source) is False

    source.write_text(SOURCE.replace("one = 1", "one = 2"))

    assert kernel.build(source=source) is True
    assert module.read_bytes() != first


def test_the_module_names_no_place_of_this_machine(kernel: ModuleType, source: Path) -> None:
    kernel.build(source=source)

    (module,) = modules(source)
    assert sys.base_prefix.encode() not in module.read_bytes()


def test_a_compiler_that_has_gone_leaves_what_it_made(
    kernel: ModuleType, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel.build(source=source)
    without_compiler(monkeypatch)

    assert kernel.build(source=source) is False
    assert len(modules(source)) == 1


def test_what_an_older_source_was_compiled_to_does_not_stay(
    kernel: ModuleType, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel.build(source=source)
    without_compiler(monkeypatch)
    source.write_text(SOURCE + "# changed\n")

    with pytest.raises(kernel.CannotBuildError, match="no C compiler"):
        kernel.build(source=source)

    assert modules(source) == []


def test_without_a_compiler_one_line_says_so_and_nothing_fails(
    kernel: ModuleType,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    without_compiler(monkeypatch)
    status = kernel.main([], source)

    said = capsys.readouterr().err
    assert status == 0
    assert said.count("\n") == 1
    assert "numpy twin" in said
    assert "apt-get install gcc" in said


def test_a_source_that_is_wrong_is_told(kernel: ModuleType, source: Path) -> None:
    source.write_text("cdef int one = nothing\n")

    with pytest.raises(kernel.CannotBuildError):
        kernel.build(source=source)


def test_the_flags_keep_every_bit(kernel: ModuleType) -> None:
    flags = " ".join(kernel.FLAGS)

    assert "-ffp-contract=off" in flags or "/fp:precise" in flags
    assert "ffast-math" not in flags
    assert "Ofast" not in flags
