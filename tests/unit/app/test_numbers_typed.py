"""Numbers as people type them, in two languages; what could be read in two ways is refused."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from app.viewmodels.form import UNREADABLE, read_number


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
        ("en_GB", "", None),
        ("de_DE", "  ", None),
    ],
)
def test_a_number_is_read_as_it_is_meant(locale: str, typed: str, number: float | None) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(typed) == number


@pytest.mark.parametrize("locale", ["en_GB", "de_DE"])
@pytest.mark.parametrize(
    "typed", ["fifty", "5 6", "5e1e", "0x32", "nan", "inf", "-inf", "1.000.000", "1,000,000", "--5"]
)
def test_what_is_no_number_anywhere_is_not_read(locale: str, typed: str) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(typed) is UNREADABLE


@pytest.mark.parametrize(
    ("locale", "typed"),
    [("en_GB", "1,000"), ("en_GB", "0,5"), ("de_DE", "1.000"), ("de_DE", "50.000")],
)
def test_what_could_be_a_thousand_or_one_is_not_read(locale: str, typed: str) -> None:
    QLocale.setDefault(QLocale(locale))

    assert read_number(typed) is UNREADABLE
