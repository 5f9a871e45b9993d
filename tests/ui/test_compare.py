"""The page "Compare": by keys from the form to the options; stale, and gone, as it has to be."""

from pathlib import Path

import pytest

from tests.ui import records, spoken
from tests.ui.pages.compare import ComparePage
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage


@pytest.fixture
def compare(workplace: WindowPage) -> ComparePage:
    """The page, with the case of the demo in the form."""
    workplace.form.enter(CASE)
    page = ComparePage(workplace)
    page.go()
    return page


def test_without_a_case_it_says_what_to_do_and_cannot_be_asked(workplace: WindowPage) -> None:
    page = ComparePage(workplace)
    page.go()

    workplace.keys.press("Ctrl+Return")

    assert page.obstacle == "Enter a case on the page Predict first."
    assert not page.view.ask.isEnabled()
    assert not page.is_shown
    assert page.view.to_form.hasFocus()
    workplace.keys.press("Space")
    assert workplace.workplace.page is workplace.workplace.predict


def test_it_proposes_what_is_a_choice_of_treatment_and_says_what_is_held(
    compare: ComparePage,
) -> None:
    assert compare.ticked == ["Drug", "Dose"]
    assert compare.values["Drug"] == "3 values"
    assert compare.values["Age"] == "56 years"
    assert compare.values["Side effect"] == "Nausea"


def test_the_options_are_there_after_one_key_and_in_the_log_before(
    compare: ComparePage, home: Path
) -> None:
    compare.ask()

    assert records.kinds(home)[-1] == "comparison"
    (body,) = records.bodies(home, "comparison")
    assert len(compare.options) == len(body["reply"]["options"]) == 15
    assert compare.view.sheet.banner.message.startswith("Association, not effect")
    assert "Group 1" in compare.options[0]
    assert all("interval" in words for words in compare.options)
    assert sum("as entered" in words for words in compare.options) == 1
    assert body["inputs"]["Side_Effects"] == "Nausea"
    assert "Receipt" in compare.view.sheet.facts.text()
    assert "recommends no treatment" in compare.view.sheet.facts.text()


def test_arrows_go_through_the_options_and_pass_over_headings(compare: ComparePage) -> None:
    compare.ask()
    headings = [words for words, enabled in compare.rows if not enabled]

    seen = []
    for _ in compare.options:
        seen.append(compare.chosen.splitlines()[0])
        compare.keys.press("Down")

    assert len(headings) > 1
    assert len(set(seen)) == len(compare.options)
    assert compare.view.sheet.options.option == len(compare.options) - 1


def test_each_option_says_how_it_stands_to_the_chosen_one(compare: ComparePage) -> None:
    compare.ask()
    groups = [words.split(".")[0] for words in compare.options]

    for words, standing in zip(groups[1:], compare.standings[1:], strict=True):
        same = words == groups[0]
        assert standing == ("not told apart" if same else "told apart: lower")
    compare.keys.press("End")
    assert compare.standings[0] == "told apart: higher"
    assert "higher options" in compare.chosen


def test_what_varies_is_ticked_by_keys(compare: ComparePage, home: Path) -> None:
    compare.tick("Dose")
    compare.ask()

    (body,) = records.bodies(home, "comparison")
    assert [one["column"] for one in body["reply"]["varied"]] == ["Drug_Name"]
    assert len(compare.options) == 3
    compare.tick("Drug")
    assert compare.obstacle == "Choose at least one input that varies."
    assert not compare.view.ask.isEnabled()


def test_it_is_dimmed_when_choice_or_case_change_and_fresh_when_they_change_back(
    workplace: WindowPage, compare: ComparePage
) -> None:
    compare.ask()
    assert not compare.is_dimmed()

    compare.tick("Duration")
    assert compare.is_dimmed()
    assert "belongs to what was before" in compare.view.sheet.banner.message
    assert not compare.view.chosen.isVisible()
    compare.tick("Duration")
    assert not compare.is_dimmed()

    workplace.go("predict")
    workplace.form.replace("Age", "57")
    compare.go()
    assert compare.is_dimmed()


def test_a_comparison_that_comes_after_the_form_has_changed_is_not_shown(
    workplace: WindowPage, compare: ComparePage, home: Path
) -> None:
    with workplace.busy_desk():
        workplace.keys.press("Ctrl+Return")
        assert compare.view._model.asking
        assert compare.view.ask.text() == "Comparing\N{HORIZONTAL ELLIPSIS}"
        compare.tick("Dose")
    workplace.wait(lambda: not compare.view._model.asking)

    assert not compare.is_shown
    assert records.kinds(home)[-1] == "comparison"


def test_what_is_wrong_with_the_case_is_named_unless_it_varies(
    workplace: WindowPage, compare: ComparePage
) -> None:
    workplace.go("predict")
    workplace.form.replace("Drug", "")
    compare.go()
    assert compare.obstacle == ""

    workplace.go("predict")
    workplace.form.replace("Age", "130")
    compare.go()

    assert compare.obstacle == "To be corrected on the page Predict: Age."


def test_too_many_options_are_told_in_the_panel(
    workplace: WindowPage, compare: ComparePage
) -> None:
    for label in ("Age", "Duration"):
        compare.tick(label)
    workplace.keys.press("Ctrl+Return")
    workplace.wait(lambda: bool(workplace.problem))

    assert "more than 200 options" in workplace.problem
    assert "Code: too-many-options" in workplace.problem
    assert not compare.is_shown


def test_an_answer_leads_to_its_options(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    assert workplace.workplace.predict is not None

    workplace.workplace.predict.answer.score.compare_button.setFocus()
    workplace.keys.press("Space")

    page = ComparePage(workplace)
    assert workplace.workplace.page is page.view
    assert page.view.ask.hasFocus()


def test_an_emptied_form_takes_the_comparison_away(
    workplace: WindowPage, compare: ComparePage
) -> None:
    compare.ask()

    workplace.go("predict")
    workplace.form.clear()
    compare.go()

    assert not compare.is_shown
    assert "Metformin" not in spoken.said(workplace.window)


def test_nothing_of_it_is_left_after_signing_out(
    workplace: WindowPage, compare: ComparePage
) -> None:
    compare.ask()

    workplace.lock()
    assert "Metformin" not in spoken.said(workplace.window)
    workplace.window.session.sign_out()
    workplace.enter("clinician")

    again = ComparePage(workplace)
    again.go()
    assert not again.is_shown
    assert again.obstacle == "Enter a case on the page Predict first."
