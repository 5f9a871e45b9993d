"""What the window needs of the system: installed where it can be, else named in one line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "packaging" / "system.sh"
TOOLS = ("sh", "cat", "dirname", "env", "rm", "touch", "true")
# What a system has is a file here; installing makes every file that the script looks for.
FAKES = {
    "uname": "echo Linux",
    "ldconfig": 'for one in "$HAVE"/*.so.*; do printf "\\t%s (libc6) => x\\n" "${one##*/}"; done',
    "apt-get": 'echo "$*" >> "$HAVE/asked"; test -z "$OFFLINE" && touch $(cat "$HAVE/../marks")',
    "objdump": "",
    "Xvfb": "",
    "gcc": "",
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script is Linux's own")


class System:
    """A checkout on a made-up system."""

    def __init__(self, folder: Path, *, user: int, sudo: bool, offline: bool) -> None:
        self.folder, self.have, self.tools = folder, folder / "have", folder / "tools"
        for made in (self.have, self.tools, folder / "packaging", folder / ".venv"):
            made.mkdir()
        # Files that the script looks for are looked for here.
        text = SCRIPT.read_text().replace("/usr/include/", f"{self.have}/")
        (folder / "packaging" / "system.sh").write_text(text)
        for tool in TOOLS:
            (self.tools / tool).symlink_to(shutil.which(tool) or tool)
        allowed = 'shift; exec "$@"' if sudo else "exit 1"
        for name, does in {**FAKES, "id": f"echo {user}", "sudo": allowed}.items():
            (self.tools / name).write_text(f"#!/bin/sh\n{does}\n")
            (self.tools / name).chmod(0o755)
        wanted = [word for word in SCRIPT.read_text().split() if ".so." in word and "*" not in word]
        self.libraries = [str(self.have / word) for word in (*wanted, "stdio.h")]
        (folder / "marks").write_text("\n".join(self.libraries))
        self.environment = {
            "PATH": str(self.tools),
            "HAVE": str(self.have),
            "OFFLINE": "1" if offline else "",
        }

    def run(self, *options: str) -> tuple[int, list[str]]:
        """Run the script; its exit status and what it said."""
        done = subprocess.run(
            [self.tools / "sh", self.folder / "packaging" / "system.sh", *options],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == ""
        return done.returncode, done.stderr.splitlines()

    @property
    def asked(self) -> list[str]:
        """What apt-get was asked."""
        path = self.have / "asked"
        return path.read_text().splitlines() if path.exists() else []


@pytest.mark.parametrize("user", [0, 1000])
def test_root_or_sudo_installs_what_is_lacking(tmp_path: Path, user: int) -> None:
    system = System(tmp_path, user=user, sudo=user != 0, offline=False)

    status, said = system.run()

    assert status == 0
    assert len(said) == 1
    assert "libegl1" in said[0]
    assert "libxcb-cursor0" in system.asked[0]
    assert "libc6-dev" in system.asked[0]
    assert not {"binutils", "gcc"} & set(system.asked[0].split())  # their programs are there


def test_nothing_is_asked_or_said_where_all_is_there(tmp_path: Path) -> None:
    system = System(tmp_path, user=0, sudo=False, offline=False)
    for library in system.libraries:
        Path(library).touch()

    assert system.run() == (0, [])
    assert system.asked == []


def test_one_line_names_what_nobody_here_can_install(tmp_path: Path) -> None:
    system = System(tmp_path, user=1000, sudo=False, offline=False)

    status, said = system.run()

    assert (status, len(said)) == (1, 1)
    assert "apt-get install libegl1 libgl1" in said[0]
    assert system.asked == []


def test_a_machine_without_network_is_not_asked_at_every_command(tmp_path: Path) -> None:
    system = System(tmp_path, user=0, sudo=False, offline=True)

    first, again = system.run(), system.run()
    times = len(system.asked)

    assert (first[0], again[0]) == (1, 1)
    assert first[1][-1] == again[1][0]
    assert times == 2  # to install; then for newer lists, which are out of reach too
    assert system.run("--again")[0] == 1
    assert len(system.asked) == 2 * times


@pytest.mark.parametrize("there", [True, False])
def test_the_systems_own_python_needs_its_headers(tmp_path: Path, *, there: bool) -> None:
    system = System(tmp_path, user=0, sudo=False, offline=False)
    for library in system.libraries:
        Path(library).touch()
    header = system.have / "Python.h"
    if there:
        header.touch()
    (tmp_path / ".venv" / "bin").mkdir()
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f"#!/bin/sh\necho libpython3.11-dev {header}\n")
    python.chmod(0o755)

    system.run()

    assert ("libpython3.11-dev" in " ".join(system.asked)) is not there
