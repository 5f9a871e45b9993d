"""Where packages come from is the site's own setting: no file of the project names an index."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = {".git", ".venv", "build", "dist", "node_modules"}
# In pieces, so that this file does not find itself.
ADDRESS = re.compile(
    "|".join(
        [
            r"pypi\." + r"(org|python\.org|io)",
            r"python" + r"hosted\.org",
            r"--(extra-|default-)?" + r"index-url\b",
            r"--" + r"find-links\b",
            r"--" + r"trusted-host\b",
            r"(PIP|UV)_(EXTRA_|DEFAULT_)?" + r"INDEX(_URL)?\b",
            r"\[\[tool\.uv\." + r"index\]\]",
            r"https?://[^\s\"']*/" + r"simple\b",
        ]
    ),
    re.IGNORECASE,
)


def project_files() -> list[Path]:
    """Return every file of the project: those of git where there is one, else all."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0 and listing.stdout:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [
            path
            for path in ROOT.rglob("*")
            if not LEFT_OUT & set(path.relative_to(ROOT).parts) and "__pycache__" not in path.parts
        ]
    return sorted(path for path in paths if path.is_file())


def addresses(text: str) -> list[str]:
    return [found.group() for found in ADDRESS.finditer(text)]


def test_no_file_names_a_package_index() -> None:
    found = {
        str(path.relative_to(ROOT)): named
        for path in project_files()
        if (named := addresses(path.read_bytes().decode("utf-8", "replace")))
    }

    assert not found


def test_the_locks_hold_names_versions_and_hashes_only() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        packages = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert packages, name
        assert not [line for line in lines if "://" in line], name
        assert not [one for one in packages if "==" not in one or one.startswith("-")], name
        assert all("--hash=sha256:" in lines[lines.index(one) + 1] for one in packages), name


@pytest.mark.parametrize(
    "text",
    [
        "https://files.python" + "hosted.org/packages/x.whl",
        "https://pypi" + ".org/simple",
        "--extra-" + "index-url https://x.example",
        "http://mirror.example:8080/root/" + "simple/",
        "PIP_" + "INDEX_URL=x",
    ],
)
def test_the_search_finds_an_address(text: str) -> None:
    assert addresses(text)
