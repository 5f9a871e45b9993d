"""From scikit-learn's trees to the engine's flat arrays, without a difference in any prediction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.models.bounds import MAX_MAGNITUDE
from engine.models.forms import Form

WORD_BITS = 64


@dataclass
class TreeBuilder:
    """Collects nodes in the order in which they stand in the form's arrays.

    Attributes:
        widths: Number of codes per input, 0 for a number.
    """

    widths: tuple[int, ...]
    _columns: dict[str, list[float]] = field(
        default_factory=lambda: {
            name: []
            for name in (
                "feature",
                "threshold",
                "left",
                "right",
                "missing_left",
                "level_set",
                "value",
            )
        }
    )
    _roots: list[int] = field(default_factory=lambda: [0])
    _sets: dict[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """The place of the tree that is being built."""
        return self._roots[-1]

    def leaf(self, value: float) -> None:
        """Add a leaf."""
        self._node(feature=-1, left=-1, right=-1, level_set=-1, value=value)

    def number(
        self, feature: int, threshold: float, children: tuple[int, int], *, missing_left: bool
    ) -> None:
        """Add a question about a number; children are places within this tree."""
        self._node(
            feature=feature,
            threshold=threshold,
            left=self.start + children[0],
            right=self.start + children[1],
            missing_left=missing_left,
            level_set=-1,
        )

    def category(
        self, feature: int, codes: Sequence[int], children: tuple[int, int], *, missing_left: bool
    ) -> None:
        """Add a question about a category: the ``codes`` go left."""
        words = [0] * -(-max(self.widths) // WORD_BITS)
        for code in codes:
            words[code // WORD_BITS] |= 1 << (code % WORD_BITS)
        self._node(
            feature=feature,
            left=self.start + children[0],
            right=self.start + children[1],
            missing_left=missing_left,
            level_set=self._sets.setdefault(tuple(words), len(self._sets)),
        )

    def end_tree(self) -> None:
        """Close the tree that was being built."""
        self._roots.append(len(self._columns["feature"]))

    def form(self, *, base: float, divisor: float) -> Form:
        """Make the form, checked as a loader will check it."""
        kinds = {"threshold": "<f8", "value": "<f8", "missing_left": "|u1"}
        arrays: dict[str, NDArray[np.generic]] = {
            name: np.array(values, kinds.get(name, "<i4")) for name, values in self._columns.items()
        }
        words = -(-max(self.widths) // WORD_BITS)
        arrays["root"] = np.array(self._roots, "<i4")
        arrays["levels"] = np.array(list(self._sets), "<u8").reshape(len(self._sets), words)
        form = Form("trees", self.widths, base, divisor, arrays)
        form.check()
        return form

    def _node(self, **values: float) -> None:
        for name, column in self._columns.items():
            column.append(values.get(name, 0))


def float64_threshold(threshold: float) -> float:
    """Move a threshold so that ``x <= t`` in float64 answers as ``float32(x) <= threshold`` does.

    scikit-learn's forests round inputs to float32 first. A float64 rounds to the float32 below or
    at the threshold exactly when it lies below the middle of the gap above it, or on the middle
    when the lower neighbour is the even one (round half to even, IEEE 754).
    """
    below = np.float32(threshold)
    if float(below) > threshold:
        below = np.nextafter(below, np.float32(-np.inf))
    above = np.nextafter(below, np.float32(np.inf))
    middle = (float(below) + float(above)) / 2
    even = int(below.view(np.uint32)) % 2 == 0
    moved = middle if even else float(np.nextafter(middle, -np.inf))
    return finite_threshold(moved)


def finite_threshold(threshold: float) -> float:
    """Bring an infinite threshold ('every known number goes left') within the form's bounds."""
    return min(max(threshold, -MAX_MAGNITUDE), MAX_MAGNITUDE)
