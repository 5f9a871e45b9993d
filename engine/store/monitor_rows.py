"""The rows of monitoring; what the counts mean is the business of ``engine.monitoring``."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from engine.store.schema import MONITOR_COUNTERS, MONITOR_DAYS

_DAYS = MONITOR_DAYS.c
_COUNTERS = MONITOR_COUNTERS.c


def day_counts(connection: Connection, model: str, day: str) -> bytes | None:
    """Return what was counted of a model on a day, or nothing."""
    query = select(_DAYS.counts).where(_DAYS.model == model, _DAYS.day == day)
    return connection.execute(query).scalar_one_or_none()


def put_day_counts(connection: Connection, model: str, day: str, counts: bytes) -> None:
    """Store what was counted of a model on a day, in place of what was there."""
    row = insert(MONITOR_DAYS).values(model=model, day=day, counts=counts)
    connection.execute(
        row.on_conflict_do_update(index_elements=["model", "day"], set_={"counts": counts})
    )


def counts_between(connection: Connection, model: str, first: str, last: str) -> list[bytes]:
    """Return what was counted of a model from the day ``first`` to ``last``, both included."""
    query = select(_DAYS.counts).where(_DAYS.model == model, _DAYS.day.between(first, last))
    return list(connection.execute(query).scalars())


def add_to_counter(connection: Connection, name: str, label: str, by: int) -> None:
    """Count ``by`` on top of what a counter holds; one that is not there begins at zero."""
    row = insert(MONITOR_COUNTERS).values(name=name, label=label, value=by)
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["name", "label"], set_={"value": _COUNTERS.value + row.excluded.value}
        )
    )


def counters(connection: Connection) -> dict[tuple[str, str], int]:
    """Return every counter by its name and label."""
    query = select(_COUNTERS.name, _COUNTERS.label, _COUNTERS.value)
    return {(row.name, row.label): row.value for row in connection.execute(query)}
