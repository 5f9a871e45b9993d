"""A moment has one text, whatever zone it was told in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from engine.clock import utc_text

EAST = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 2, 9, 15, tzinfo=UTC), "2026-11-02T09:15:00.000000Z"),
        (datetime(2026, 11, 2, 9, 15, 0, 7, tzinfo=UTC), "2026-11-02T09:15:00.000007Z"),
        (datetime(2026, 1, 1, 2, 0, 0, 123456, tzinfo=EAST), "2025-12-31T20:30:00.123456Z"),
        (datetime(987, 6, 5, 4, 3, 2, 1, tzinfo=UTC), "0987-06-05T04:03:02.000001Z"),
    ],
)
def test_a_moment_is_written_in_utc_with_all_its_digits(moment: datetime, text: str) -> None:
    assert utc_text(moment) == text


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        utc_text(datetime(2026, 11, 2))  # noqa: DTZ001 - that is what is refused
