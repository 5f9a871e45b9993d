"""What can be mended, as data: every kind of mend, and the file that lists them.

Each kind is a function of a row's own texts (but for repeated rows, which look at those before
them), and what comes out is left alone when it is applied again.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from engine.canonical import canonical_json
from engine.contract.model import Strict
from engine.durable import read_file
from engine.errors import ReportableError
from engine.models.content import Sha256
from engine.models.scalars import Rows
from engine.phrases import phrase, reason_of

MAX_PLAN_BYTES = 64 * 2**20

ColumnName = Annotated[str, Field(min_length=1, max_length=100_000)]


class Replace(Strict):
    """Other texts in a column; an empty one stands for unknown."""

    kind: Literal["replace"] = "replace"
    column: ColumnName
    texts: Annotated[dict[str, str], Field(min_length=1)]

    @model_validator(mode="after")
    def _settled(self) -> Self:
        if self.texts.keys() & set(self.texts.values()):
            message = "a text that is put in must not be one that is replaced"
            raise ValueError(message)
        return self


class Clean(Strict):
    """A rule for every text of a column: the spaces around it, or an encoding gone wrong.

    For the patient's column, whose texts no list may repeat.
    """

    kind: Literal["clean"] = "clean"
    column: ColumnName
    of: Literal["spaces", "encoding"]


class DropRepeats(Strict):
    """Of rows that are the same in every cell only the first stays."""

    kind: Literal["drop-repeats"] = "drop-repeats"


class DropRows(Strict):
    """Rows go in which these columns hold one of these texts, or one of these rows of texts."""

    kind: Literal["drop-rows"] = "drop-rows"
    columns: Annotated[tuple[ColumnName, ...], Field(min_length=1, max_length=8)]
    values: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _as_wide(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.values):
            message = "each of the values must hold one text per column"
            raise ValueError(message)
        return self


class Rename(Strict):
    """Another heading."""

    kind: Literal["rename"] = "rename"
    column: ColumnName
    to: ColumnName

    @model_validator(mode="after")
    def _another(self) -> Self:
        if self.to in (self.column, "") or self.to != self.to.strip():
            message = "the new name must be another, without spaces around it"
            raise ValueError(message)
        return self


Mend = Annotated[Replace | Clean | DropRepeats | DropRows | Rename, Field(discriminator="kind")]


class FileFacts(Strict):
    """A file of rows."""

    sha256: Sha256
    rows: Rows


class StepRecord(Strict):
    """What one mend changed, and what it would take to undo it."""

    cells: Rows
    rows: Rows
    inverse: str


class Applied(Strict):
    """What was applied to which file, and what came of it; one step per mend."""

    input: FileFacts
    output: FileFacts
    dropped: FileFacts | None
    steps: tuple[StepRecord, ...]


class MendFile(Strict):
    """A plan of mends and, once they were applied, the record of it; no date and no person."""

    format: Literal[1] = 1
    contract: Sha256 | None = None
    mends: Annotated[tuple[Mend, ...], Field(min_length=1)]
    applied: Applied | None = None

    @model_validator(mode="after")
    def _a_step_each(self) -> Self:
        if self.applied is not None and len(self.applied.steps) != len(self.mends):
            message = "applied must hold one step per mend"
            raise ValueError(message)
        return self

    def canonical(self) -> bytes:
        """The file's bytes."""
        return canonical_json(self.model_dump(mode="json"))


class BadPlanError(ReportableError):
    """A file of mends that cannot be used."""

    code = "mends-invalid"
    default_advice = (
        "Take a file that 'wardcast data mend --record' wrote, or write its mends by hand."
    )


def read_plan(path: Path) -> MendFile:
    """Read a file of mends, canonical or written by hand.

    Raises:
        CannotReadError: It is missing, unreadable or too large.
        BadPlanError: It is none, or holds a key twice.
    """
    data = read_file(path, limit=MAX_PLAN_BYTES)
    try:
        json.loads(data, object_pairs_hook=_no_key_twice)
        return MendFile.model_validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or phrase("the whole file")
        reason: str = first["msg"]
    except (ValueError, RecursionError) as error:
        where, reason = phrase("the whole file"), reason_of(error)
    raise BadPlanError(
        phrase(
            "{name} is no file of mends: {where}: {reason}.",
            name=path.name,
            where=where,
            reason=reason.rstrip("."),
        )
    )


def _no_key_twice(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(phrase("a key stands twice"))
    return found
