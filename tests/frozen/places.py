"""Where the frozen folder is run: elsewhere on this machine, and on a system that has no Python.

Both give its programs an environment with nothing in it but a home, a language and the system's
own programs; none of this machine's Python, checkout or settings is in reach.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.commands import Ran

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "dist" / "wardcast"
BARE = ROOT / "build" / "bare-system"
TOO_LONG_S = 180

# What the package will ask a Debian system for; see docs/packaging.md.
DEPENDS = (
    "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libx11-6",
    "libx11-xcb1", "libxcb1", "libglib2.0-0",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A system that the folder was copied to.

    Attributes:
        name: What tests call it.
        top: The system's root, as this machine sees it.
        folder: The frozen folder's copy, as this machine sees it.
        work: A folder to work in, as this machine sees it.
        enter: The command that runs another command inside.
    """

    name: str
    top: Path
    folder: Path
    work: Path
    enter: Sequence[str] = field(default=())

    def inside(self, path: Path) -> str:
        """A path as the system itself names it."""
        return "/" + str(path.relative_to(self.top))

    def command(self, program: str, *words: str | Path, **variables: str) -> list[str]:
        """The whole command that runs one of the two programs here."""
        environment = {
            "HOME": self.inside(self.work),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "OMP_NUM_THREADS": "1",
            **variables,
        }
        said = [self.inside(one) if isinstance(one, Path) else one for one in words]
        clean = ["env", "-i", *(f"{name}={value}" for name, value in environment.items())]
        return [*self.enter, *clean, self.inside(self.folder / program), *said]

    def run(self, program: str, *words: str | Path, **variables: str) -> Ran:
        """Run one of the two programs and wait for its end; paths are named as they are inside."""
        done = subprocess.run(
            self.command(program, *words, **variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TOO_LONG_S,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def elsewhere(folder: Path) -> Place:
    """Copy the frozen folder to another path of this machine, a name with a space and an accent."""
    return Place("elsewhere", Path("/"), _copied(folder / "Wardcäst 1"), _made(folder / "work"))


def bare_system(session: str) -> Place:
    """Copy the frozen folder into a Debian of the fewest packages.

    Args:
        session: A name for what this run leaves there.

    Raises:
        LookupError: There is no such system and none can be made here; says why in one line.
    """
    _make_bare_system()
    # The namespaces end with the command; nothing stays mounted on this machine.
    inside = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
    enter = ["unshare", "--mount", "--fork", "sh", "-c", inside, str(BARE)]
    where = BARE / "srv" / session
    return Place("bare", BARE, _copied(where / "wardcast"), _made(where / "work"), enter)


def _make_bare_system() -> None:
    if os.geteuid() != 0:
        raise LookupError("entering a bare system needs root: run make test-frozen as root")
    if (BARE / ".ready").exists():
        return
    if shutil.which("debootstrap") is None:
        raise LookupError("making a bare system needs debootstrap: apt-get install debootstrap")
    shutil.rmtree(BARE, ignore_errors=True)
    BARE.parent.mkdir(exist_ok=True)
    words = ["--variant=minbase", f"--include={','.join(DEPENDS)}", "bookworm", str(BARE)]
    made = subprocess.run(["debootstrap", *words], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        last = (made.stdout + made.stderr).strip().splitlines()[-1:]
        raise LookupError(f"debootstrap could not make a bare system: {' '.join(last)}")
    (BARE / ".ready").touch()


def _copied(to: Path) -> Path:
    return Path(shutil.copytree(FROZEN, to, symlinks=True))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def lines_of_maps(pid: int) -> Mapping[str, Path]:
    """The libraries that a process has loaded, by their file names."""
    found = {}
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        path = line.partition("/")[2]
        if ".so" in path:
            found[Path(path).name] = Path("/" + path)
    return found
