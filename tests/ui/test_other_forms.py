"""The form of contracts that are not the sample's: every label, range and option is seen whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.viewmodels.predict import PredictModel
from app.views.predict import PredictView
from app.widgets.choice import Choice
from app.widgets.mnemonics import with_mnemonics
from app.widgets.segments import Segments
from engine.contract.model import Contract
from tests.ui import drawn
from tests.ui.pages.form import FormPage
from tests.ui.pages.window import WindowPage

LONG = "Left ventricular ejection fraction measured by echocardiography at admission"
RANGE = "\N{MINUS SIGN}20.5\N{EN DASH}120.25 percent of stroke volume"


def number(label: str, low: float, high: float, **more: object) -> dict[str, object]:
    return {
        "name": label, "type": "number", "label": label, "help": "Help.", "known": "before",
        "whole": False, "range": [low, high], **more,
    }  # fmt: skip


def category(label: str, *values: str, **more: object) -> dict[str, object]:
    options = [{"value": value, "label": value} for value in values]
    return {
        "name": label, "type": "category", "label": label, "help": "Help.", "known": "before",
        "values": options, **more,
    }  # fmt: skip


INPUTS = [
    number(LONG, -20.5, 120.25, unit={"label": "percent of stroke volume"}),
    number("Temp & pulse", 30, 45, unit={"label": "\N{DEGREE SIGN}C"}),
    number("Creatinine", 0, 100_000, unit={"label": "mmol/l"}, may_be_unknown=True),
    number("Strength", 0.5, 2500, permitted=[0.5, 1, 500, 1000, 2500], unit={"label": "mg"}),
    category("Smoker", "Yes", "No", may_be_unknown=True),
    category("Three", "<b>x</b>&y", "Two", "Three"),
    category("Wide", "WWWWWWWWWWWW", "MMMMMMMMMMMM", "Third"),
    category("Strip", "10 mg", "250 mg", "Stage two", "Other"),
    *(number(f"Sign {n} Aaa", 0, 10, unit={"label": "u"}) for n in range(9, 25)),
]

Open = Callable[[], FormPage]


@pytest.fixture
def open_form(workplace: WindowPage) -> Iterator[Open]:
    """Opens the page that another contract makes."""
    status = workplace.workplace.status
    assert status.model is not None
    content = status.model.model
    other: dict[str, Any] = json.loads(content.contract.canonical())
    other.update(inputs=INPUTS, combination=[], formulary=[], patient=None)
    contract = Contract.model_validate_json(json.dumps(other))
    verified = replace(status.model, model=replace(content, contract=contract))
    views: list[PredictView] = []

    def opened() -> FormPage:
        session, sitting = workplace.window.session, workplace.workplace.sitting
        view = PredictView(PredictModel(session, sitting, verified))
        views.append(view)
        view.resize(1080, 740)
        view.show()
        view.activateWindow()
        workplace.wait(lambda: QApplication.activeWindow() is view)
        drawn.settle(view)
        return FormPage(view.form, workplace.keys)

    yield opened
    for view in views:
        view.close()
        view.deleteLater()


@pytest.mark.parametrize("spoken", ["english", "german"])
def test_nothing_of_the_form_is_cut(
    open_form: Open, request: pytest.FixtureRequest, spoken: str
) -> None:
    request.getfixturevalue(spoken)
    form = open_form()

    form.predict()

    assert form.messages
    drawn.settle(form._view)
    assert not drawn.faults(form._view)
    for label in form.labels:
        # Not even with a tip: what is asked for and within which range must be seen.
        field = form.field(label)
        assert field._label.wordWrap() or field.head_room <= field.width()
        assert field._hint.width() >= field._hint.sizeHint().width()


def test_what_fits_stands_beside_each_other_and_the_rest_below(open_form: Open) -> None:
    form = open_form()

    assert form.field("Smoker").width() > form.field("Sign 9 Aaa").width()
    kinds = {label: type(form.field(label).control) for label in ("Smoker", "Three", "Wide")}
    assert kinds == {"Smoker": Segments, "Three": Segments, "Wide": Choice}
    field = form.field(LONG)
    assert field.hint == RANGE
    assert field._hint.y() >= field._label.y() + field._label.height()


def test_numbers_are_typed_into_a_list_as_into_a_field(open_form: Open) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    form = open_form()

    for typed, meant in (("1000", 1000), ("2500", 2500), (".5", 0.5), ("500 mg", 500)):
        form.replace("Strength", typed)
        form._keys.press("Tab")
        assert form._view._model.entered["Strength"] == meant

    for typed, seen in (("1", "1"), ("25", "25"), ("s", "stage two")):
        form.replace("Strip", typed)
        assert form.value("Strip") == seen


def test_what_the_form_writes_it_reads(open_form: Open) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    form = open_form()
    model = form._view._model
    model.enter("Creatinine", 2834.75)
    model.clear()
    model.undo_clear()

    form.go_to("Creatinine")
    form._keys.press("End", "Backspace")
    form._keys.type("6")

    assert model.entered["Creatinine"] == 2834.76
    assert form.field("Creatinine").hint == "0\N{EN DASH}100000 mmol/l"


def test_marks_between_thousands_are_refused_with_a_word_of_their_own(open_form: Open) -> None:
    form = open_form()

    form.replace("Creatinine", "2,834.75")
    form.replace("Strength", "1,000")
    form._keys.press("Tab")

    words = "No thousands marks"
    assert form.messages == {"Creatinine": words, "Strength": words}


def test_every_label_gets_a_key_as_long_as_there_are_letters() -> None:
    marked = with_mnemonics([f"Measure {n} & more" for n in (10, 11, 12)] + ["Me", "M", "&", "?"])

    keys: Mapping[str, str] = {one: one.replace("&&", "").partition("&")[2][:1] for one in marked}
    assert len({key.casefold() for key in keys.values() if key}) == 5
    assert [one for one, key in keys.items() if not key] == ["&&", "?"]
    assert "M&e" in marked
    assert "&M" in marked
