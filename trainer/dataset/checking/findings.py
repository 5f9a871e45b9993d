"""What a check finds: of what kind, how grave, where, in words, and how it might be mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.phrases import Phrase
from trainer.dataset.mending.mends import Mend, Replace

MAX_SPOTS = 1_000
"""So many rows of a finding are kept; how many there are is said all the same."""

MAX_VALUE = 200


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    STOP = "stop"  # nothing is learnt from these data while it stands
    ATTENTION = "attention"  # a person has to look and decide
    NOTE = "note"  # good to know

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a finding.

    Attributes:
        row: The row's number, counted from 1 below the header.
        line: The line of the file in which the row begins.
        column: The column's name; empty when the row as a whole is meant.
        value: The cell as it stands; empty for the patient's column, which no report repeats.
    """

    row: int
    line: int
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        kind: Its stable name, for scripts.
        severity: How grave it is.
        columns: The columns that it is about; none for whole rows or the file.
        sentence: What it is, for people.
        rows: How many rows it concerns.
        spots: Where, at most ``MAX_SPOTS``, in the order of the rows.
        mend: A proposal, or nothing; nothing is ever mended without being asked for.
        figures: The numbers that it rests on, by name.
    """

    kind: str
    severity: Severity
    columns: tuple[str, ...]
    sentence: Phrase
    rows: int = 0
    spots: tuple[Spot, ...] = ()
    mend: Mend | None = None
    figures: Mapping[str, float] = field(default_factory=dict)

    def new_text(self, spot: Spot) -> str | None:
        """What the mend would put into one cell; nothing where it is not about a single text."""
        if isinstance(self.mend, Replace) and self.mend.column == spot.column:
            return self.mend.texts.get(spot.value)
        return None
