"""Mends in words: what one does, and what it would take to undo it."""

from collections import Counter

from engine.phrases import Phrase, phrase, row_of
from trainer.dataset.mending.mends import Clean, DropRepeats, DropRows, Mend, Rename, Replace

_SHOWN = 40


def described(mend: Mend) -> Phrase:
    """Say what a mend does."""
    match mend:
        case Replace():
            return _replacing(mend)
        case Clean(of="spaces"):
            return phrase("Take the spaces around {column} away.", column=mend.column)
        case Clean():
            return phrase("Read {column} again in the right encoding.", column=mend.column)
        case DropRepeats():
            return phrase("Keep the first of rows that are the same.")
        case DropRows():
            return phrase(
                "Drop the rows with these texts in {columns}, into a file beside.",
                columns=row_of(mend.columns),
            )
        case Rename():
            return phrase("Call {column} {to}.", column=mend.column, to=mend.to)


def inverse(mend: Mend) -> Phrase:
    """Say what it would take to undo a mend that was applied."""
    match mend:
        case Replace() if _one_to_one(mend):
            return phrase(
                "Put the texts of {column} back, unless some of the new ones stood there before.",
                column=mend.column,
            )
        case Replace():
            return phrase(
                "Different texts of {column} are one now; the file from before tells them apart.",
                column=mend.column,
            )
        case Clean():
            return phrase("Only the file from before has {column} as it was.", column=mend.column)
        case DropRepeats() | DropRows():
            return phrase("Add the rows of the file with dropped rows again.")
        case Rename():
            return phrase("Call {to} {column} again.", column=mend.column, to=mend.to)


def shown(text: str) -> str:
    """A text short enough to stand in a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _replacing(mend: Replace) -> Phrase:
    old, new = next(iter(mend.texts.items()))
    count = len(mend.texts)
    if count == 1 and not new:
        return phrase(
            "Leave {column} empty instead of {old!r}.", column=mend.column, old=shown(old)
        )
    if count == 1:
        return phrase(
            "Write {new!r} instead of {old!r} in {column}.",
            column=mend.column,
            old=shown(old),
            new=shown(new),
        )
    if not any(mend.texts.values()):
        return phrase(
            "Leave {column} empty instead of {count:,} texts, such as {old!r}.",
            column=mend.column,
            count=count,
            old=shown(old),
        )
    return phrase(
        "Replace {count:,} texts in {column}, such as {old!r} by {new!r}.",
        column=mend.column,
        count=count,
        old=shown(old),
        new=shown(new),
    )


def _one_to_one(mend: Replace) -> bool:
    return max(Counter(mend.texts.values()).values()) == 1 and all(mend.texts.values())
