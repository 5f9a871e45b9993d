"""What the window says in German: words, numbers, dates; and what stays as it is."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from pytestqt.qtbot import QtBot

from app.language import (
    forget,
    moment,
    number,
    plain_number,
    said,
    said_of_package,
    signed,
    speak,
    tr,
)
from engine.accounts.roles import Actor, DeniedError, Permission, Role, require
from engine.contract.case import CaseRefusedError, read_case
from engine.contract.loader import load_contract, parse_contract
from engine.contract.rules import permitted_text
from engine.durable import CannotReadError, read_file
from engine.inference.service import DISCLAIMER
from engine.phrases import phrase
from resources import sample_contract

FOREIGN = """
format: 1
name: elsewhere
title: Elsewhere
purpose: To try.
provenance: {synthetic: true, statement: Invented.}
inputs:
  - {name: gap, type: number, label: Gap in the wall, help: Its width., known: before,
     unit: {label: ells}, range: [0.5, 1500]}
outcome:
  name: warmth
  label: Warmth
  help: How warm it gets.
  range: [0, 1]
  bands: [{name: Cold, below: 0.5}, {name: Warm}]
"""


@pytest.fixture(autouse=True)
def locale_as_before(qapp: object) -> Iterator[None]:
    """Leave the locale as it was; translations need an application."""
    assert qapp is not None
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def german() -> Iterator[QTranslator | None]:
    translator = speak("de_DE")
    yield translator
    forget(translator)


@pytest.mark.usefixtures("german")
def test_numbers_are_written_with_a_comma_and_a_true_minus() -> None:
    assert number(6.84, 1) == "6,8"
    assert number(-0.25, 2) == "\N{MINUS SIGN}0,25"
    assert signed(0.5, 2) == "+0,50"
    assert plain_number(0.125) == "0,125"


@pytest.mark.usefixtures("german")
def test_numbers_in_a_sentence_of_the_engine_are_written_as_alone() -> None:
    assert plain_number(2834.75) == "2.834,75"
    assert said(phrase("{number:.10g}", number=2834.75)) == "2.834,75"
    assert said(phrase("{low:.6g} to {high:.6g}", low=0.125, high=2834.75)) == "0,125 bis 2.834,75"


@pytest.mark.usefixtures("german")
def test_dates_begin_with_the_day() -> None:
    text = moment(datetime(2024, 2, 21, 12, 0, tzinfo=UTC))

    assert text.startswith(("21.02.24", "22.02.24"))


@pytest.mark.usefixtures("german")
def test_a_phrase_in_a_phrase_is_said_in_german_with_german_decimals() -> None:
    column = parse_contract(FOREIGN).inputs[0]

    words = said(phrase("is missing; permitted: {words}", words=permitted_text(column)))

    assert words == "fehlt; zulässig: 0,5 bis 1.500 ells"


@pytest.mark.usefixtures("german")
def test_a_refused_case_is_said_with_the_words_of_the_sample() -> None:
    contract = load_contract(sample_contract())
    with pytest.raises(CaseRefusedError) as caught:
        read_case(contract, {})

    messages = {problem.label: said(problem.message) for problem in caught.value.problems}

    assert said(caught.value.summary).startswith("Der Fall wurde abgelehnt: ")
    assert messages["Age"] == "fehlt; zulässig: 18 bis 79 Jahre"
    assert messages["Sex"] == "fehlt; zulässig: einer der Werte Weiblich, Männlich"
    assert messages["Dose"] == "fehlt; zulässig: einer der Werte 50; 100; 250; 500; 850 mg"


@pytest.mark.usefixtures("german")
def test_a_foreign_contracts_words_are_said_as_they_stand() -> None:
    contract = parse_contract(FOREIGN)
    texts = [contract.inputs[0].label, contract.outcome.label, contract.outcome.bands[0].name]

    assert [said(text) for text in texts] == texts


@pytest.mark.usefixtures("german")
def test_an_account_that_is_called_like_a_role_keeps_its_name() -> None:
    with pytest.raises(DeniedError) as caught:
        require(Actor("1", "auditor", frozenset({Role.AUDITOR})), Permission.PREDICT)

    assert said(caught.value.summary) == (
        "auditor darf das nicht: „Vorhersagen abrufen“ erfordert die Rolle Behandlung."
    )
    assert said(caught.value.advice).startswith("Bitten Sie eine Person")


@pytest.mark.usefixtures("german")
def test_what_somebody_typed_stands_as_typed() -> None:
    assert tr("{typed} is no sentence of the catalogue", typed="Pain").startswith("Pain ")
    assert said("Pain") == "Schmerzen"


@pytest.mark.usefixtures("german")
def test_what_the_system_says_is_said_in_german_too(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError) as caught:
        read_file(tmp_path / "gone", limit=1)

    assert said(caught.value.summary).endswith(
        "lässt sich nicht lesen: Datei oder Ordner nicht gefunden."
    )


def test_english_comes_back_when_german_is_forgotten() -> None:
    translator = speak("de_AT")
    assert said(DISCLAIMER) != DISCLAIMER
    assert QCoreApplication.translate("QWidgetTextControl", "Select All") == "Alles auswählen"

    forget(translator)

    assert speak("en_GB") is None
    assert said(DISCLAIMER) == DISCLAIMER
    assert QCoreApplication.translate("QWidgetTextControl", "Select All") == "Select All"
    assert number(6.84, 1) == "6.8"


def test_a_language_without_a_catalogue_is_spoken_in_english(qtbot: QtBot) -> None:
    assert qtbot is not None
    assert speak("fr_FR") is None
    assert tr("No sentence of the application {number}", number=2) == (
        "No sentence of the application 2"
    )


@pytest.mark.usefixtures("german")
def test_a_sentence_of_a_package_is_said_in_german_where_the_program_knows_it() -> None:
    template = "Made twice, files of the model differ: {names}."
    values = {"names": "calibration.json"}

    said_so = said_of_package(template.format_map(values), template, values)

    assert said_so == "Zweimal erstellt, unterscheiden sich Dateien des Modells: calibration.json."


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("{x.__class__}", {"x": 1}),
        ("{x:1000000000}", {"x": 1}),
        ("Made twice, files of the model differ: {names}.", {}),
        ("Made twice, files of the model differ: {names}.", {"names": "another one"}),
    ],
    ids=["attribute", "width", "value missing", "other words"],
)
def test_what_a_package_says_in_another_way_stands_as_it_is(
    template: str, values: dict[str, object]
) -> None:
    assert said_of_package("As it is.", template, values) == "As it is."


@pytest.mark.usefixtures("german")
def test_in_german_a_space_stands_before_the_percent_sign() -> None:
    assert "45,4\N{NO-BREAK SPACE}%" in tr("{share:.1%} done", share=0.454)
