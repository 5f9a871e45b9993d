"""Rows of the site's models and activations. What they say counts only as far as it is signed."""

from typing import NamedTuple

from sqlalchemy import insert, select, update

from engine.store.database import Connection
from engine.store.schema import ACTIVATIONS, MODELS

KEPT, REJECTED = "kept", "rejected"


class ModelRow(NamedTuple):
    """A model that was submitted here.

    Attributes:
        sha256: Its manifest's SHA-256.
        state: kept or rejected. Approval is not a row's to say: it stands in the signatures.
        added_at: When it was submitted, in UTC.
    """

    sha256: str
    state: str
    added_at: str


def add_model(connection: Connection, sha256: str, added_at: str) -> None:
    """Add a model that was submitted."""
    connection.execute(insert(MODELS).values(sha256=sha256, state=KEPT, added_at=added_at))


def set_state(connection: Connection, sha256: str, state: str) -> None:
    """Note that a model was rejected, or is kept after all."""
    connection.execute(update(MODELS).where(MODELS.c.sha256 == sha256).values(state=state))


def models(connection: Connection) -> list[ModelRow]:
    """Every model, the oldest first."""
    rows = connection.execute(select(MODELS).order_by(MODELS.c.added_at, MODELS.c.sha256))
    return [ModelRow(*row) for row in rows]


def add_activation(connection: Connection, number: int, document: bytes) -> None:
    """Add a signed activation."""
    connection.execute(insert(ACTIVATIONS).values(number=number, document=document))


# Put together once: it is asked before every answer.
_NEWEST_ACTIVATION = (
    select(ACTIVATIONS.c.number, ACTIVATIONS.c.document)
    .order_by(ACTIVATIONS.c.number.desc())
    .limit(1)
)


def newest_activation(connection: Connection) -> tuple[int, bytes] | None:
    """Return the newest activation's number and document, or nothing."""
    row = connection.execute(_NEWEST_ACTIVATION).first()
    return None if row is None else (int(row.number), bytes(row.document))
