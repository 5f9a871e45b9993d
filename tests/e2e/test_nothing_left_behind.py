"""A patient's reference is nowhere on the disk but where somebody asked for it."""

import base64
import html
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.commands import TOO_LONG_S, kinds

ROOT = Path(__file__).parents[2]
REFERENCE = "<b>A</b>&B-unmistakable-7731"
_LEFT = ("PATH", "LD_LIBRARY_PATH", "LANG", "SYSTEMROOT")


def spellings(text: str) -> set[bytes]:
    """The ways in which a program may have written a text down."""
    plain = {text, html.escape(text), json.dumps(text)[1:-1], quote(text), quote(text, safe="")}
    plain |= {json.dumps(text, ensure_ascii=True).replace("<", "\\u003c").strip('"')}
    plain |= {"unmistakable-7731"}
    found = {one.encode(code) for one in plain for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return found | {base64.b64encode(text.encode())[:-4]}


def files_holding(folder: Path, text: str) -> set[str]:
    wanted = spellings(text)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix()
        for path in files
        if any(one in path.read_bytes() for one in wanted)
        or any(one in path.name.encode() for one in wanted)
    }


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine's folders after one person's whole sitting."""
    folder = tmp_path_factory.mktemp("machine")
    places = {name: folder / name for name in ("home", "tmp", "config", "data", "cache", "state")}
    for place in places.values():
        place.mkdir()
    environment = {name: os.environ[name] for name in _LEFT if name in os.environ} | {
        "HOME": str(places["home"]),
        "TMPDIR": str(places["tmp"]),
        "XDG_CONFIG_HOME": str(places["config"]),
        "XDG_DATA_HOME": str(places["data"]),
        "XDG_CACHE_HOME": str(places["cache"]),
        "XDG_STATE_HOME": str(places["state"]),
        "XDG_RUNTIME_DIR": str(places["tmp"]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "tests.e2e.sitting_with_a_patient"]
    arguments = [str(folder / "site"), str(folder / "answer.pdf"), REFERENCE]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT, env=environment, capture_output=True, timeout=TOO_LONG_S, check=False,
    )  # fmt: skip
    (folder / "said").write_bytes(done.stdout + done.stderr)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def test_the_reference_stands_in_no_file_that_nobody_asked_for(machine: Path) -> None:
    assert files_holding(machine, REFERENCE) - {"answer.pdf"} == set()


def test_the_answer_that_was_asked_for_is_there_for_its_owner_alone(machine: Path) -> None:
    paper = machine / "answer.pdf"

    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_mode & 0o077 == 0


def test_the_sitting_did_what_it_should(machine: Path) -> None:
    assert kinds(machine / "site")[-8:] == [
        "sign-in", "prediction", "answer-handed-out", "answer-voided", "locked", "sign-in",
        "unlocked", "signed-out",
    ]  # fmt: skip


def test_the_search_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(f"before{REFERENCE}after", encoding="utf-8")
    (tmp_path / "b").write_text(REFERENCE, encoding="utf-16")
    (tmp_path / "c").write_text(json.dumps({"reference": REFERENCE}), encoding="utf-8")
    (tmp_path / "d").write_text(html.escape(REFERENCE), encoding="utf-8")
    (tmp_path / f"e-{quote(REFERENCE, safe='')}").touch()
    (tmp_path / "f").write_text("P-2041", encoding="utf-8")

    assert {name[0] for name in files_holding(tmp_path, REFERENCE)} == set("abcde")
