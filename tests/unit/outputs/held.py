"""A process that writes two files aside and waits there, to be killed at a chosen moment.

``held.py NOTES MOMENT FIRST SECOND`` with the moment ``aside`` or ``between`` the two names.
"""

import sys
from pathlib import Path

from engine.outputs.together import writing_together


def wait() -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    sys.stdin.read()


def hold(notes: Path, moment: str, targets: list[Path]) -> None:
    with writing_together(targets, notes, replace=False) as outputs:
        for number, file in enumerate(outputs.files):
            file.write(b"whole %d\n" % number)
        if moment == "aside":
            wait()
        outputs.complete()
        rename = Path.replace
        seen: list[Path] = []

        def replace(self: Path, target: Path) -> Path:
            if seen:
                wait()
            seen.append(target)
            return rename(self, target)

        Path.replace = replace  # type: ignore[method-assign,assignment]
        outputs.appear()


if __name__ == "__main__":
    hold(Path(sys.argv[1]), sys.argv[2], [Path(name) for name in sys.argv[3:]])
