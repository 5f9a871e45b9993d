"""A screen that nobody sees, and what is to be seen on a picture."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from

from PySide6.QtGui import QImage

_SIZE = (1300, 900)


@dataclass(frozen=True)
class Screen:
    """A running X server.

    Attributes:
        display: What ``DISPLAY`` has to say.
        memory: The file in which its picture stands.
    """

    display: str
    memory: Path

    def picture(self) -> QImage:
        """What is on the screen now; the server keeps it in the form of an X window dump."""
        data = self.memory.read_bytes()
        head, width, height, row, colours = (
            unpack_from(">I", data, place)[0] for place in (0, 16, 20, 48, 76)
        )
        start = head + colours * 12
        form = QImage.Format.Format_RGB32
        return QImage(data[start : start + row * height], width, height, row, form).copy()


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Start an X server without a screen, and stop it."""
    width, height = _SIZE
    words = [
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-fbdir",
        str(folder),
        "-ac",
        "-displayfd",
        "1",
    ]
    server = subprocess.Popen(
        ["Xvfb", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.communicate()


def colours(picture: QImage) -> Counter[str]:
    """How often each colour stands on a picture."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    points = memoryview(plain.constBits()).cast("I")
    return Counter(f"#{point & 0xFFFFFF:06x}" for point in points)


def shows_the_window(picture: QImage) -> bool:
    """Say whether the light window is on a picture: ground, a card, the accent, smooth text."""
    seen = colours(picture)
    return (
        seen["#f4f6f8"] > 100_000
        and seen["#ffffff"] > 50_000
        and seen["#0b6e74"] > 1_000
        and len(seen) > 100
    )


def share_that_differs(one: QImage, other: QImage) -> float:
    """The share of two pictures' points that are not the same; all where the sizes differ."""
    if one.size() != other.size():
        return 1.0
    form = QImage.Format.Format_RGB32
    left, right = (memoryview(p.convertToFormat(form).constBits()).cast("I") for p in (one, other))
    return sum(a != b for a, b in zip(left, right, strict=True)) / len(left)
