"""Numbers as people type them, in two languages; what could be read in two ways is refused."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from app.viewmodels.form import Unreadable, read_number, written_number


@pytest.fixture(autouse=True)
def locale_as_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "typed", "number"),
    [
        ("en_GB", "56", 56),
        ("en_GB", " 56 ", 56),
        ("en_GB", "0.5", 0.5),
        ("en_GB", "1.125", 1.125),
        ("en_GB", "-3", -3),
        ("en_GB", "1e2", 100),
        ("de_DE", "56", 56),
        ("de_DE", "0,5", 0.5),
        ("de_DE", "1,125", 1.125),
        ("de_DE", "0.5", 0.5),
        ("de_DE", "12.25", 12.25),
        ("de_DE", "0.125", 0.125),
        ("en_GB", ".5", 0.5),
        ("de_DE", ".5", 0.5),
        ("de_DE", ",5", 0.5),
        ("en_GB", "", None),
        ("de_DE", "  ", None),
    ],
)
def test_a_number_is_read_as_it_is_meant(locale: str, typed: str, number: float | None) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(typed) == number


@pytest.mark.parametrize("locale", ["en_GB", "de_DE"])
@pytest.mark.parametrize(
    "typed",
    [
        "fifty",
        "5 6",
        "5e1e",
        "0x32",
        "nan",
        "inf",
        "-inf",
        "1.000.000",
        "1,000,000",
        "--5",
        "2,834.75",
        "2.834,75",
    ],
)
def test_what_is_no_number_anywhere_is_not_read(locale: str, typed: str) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(typed) == Unreadable(typed)


@pytest.mark.parametrize(
    ("locale", "typed"),
    [("en_GB", "1,000"), ("en_GB", "0,5"), ("de_DE", "1.000"), ("de_DE", "50.000")],
)
def test_what_could_be_a_thousand_or_one_is_not_read(locale: str, typed: str) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(typed) == Unreadable(typed)


@pytest.mark.parametrize("locale", ["en_GB", "de_DE", "de_CH", "fr_FR"])
@pytest.mark.parametrize("number", [2834.75, 0.125, -20.5, 100_000, 1_000_000.5, 0])
def test_what_is_written_into_a_field_is_read_from_it(locale: str, number: float) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(written_number(number)) == number


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("500 mg", "mg", 500),
        ("500mg", "mg", 500),
        (" 500 mg ", "mg", 500),
        ("5 10^9/l", "10^9/l", 5),
        ("500", "", 500),
    ],
)
def test_the_unit_of_the_field_may_stand_behind_a_number(
    typed: str, unit: str, number: float
) -> None:
    assert read_number(typed, unit) == number


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("500 g", "mg"), ("500 mg", "g"), ("500 mg", ""), ("mg", "mg"), ("510^9/l", "10^9/l")],
)
def test_another_unit_is_not_read_as_that_of_the_field(typed: str, unit: str) -> None:
    assert read_number(typed, unit) == Unreadable(typed)


@pytest.mark.parametrize("typed", ["1,000", "1.000", "2,834.75", "2.834,75", "1 000 mg", "-1'000"])
def test_marks_between_thousands_are_told_from_what_is_no_number(typed: str) -> None:
    assert Unreadable(typed).grouped


@pytest.mark.parametrize("typed", ["fifty", "0,125", "1,5", "1.0005", "5 6", "12,25"])
def test_what_has_no_thousands_is_not_said_to_have_marks_between_them(typed: str) -> None:
    assert not Unreadable(typed).grouped
