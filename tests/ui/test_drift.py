"""Drift on the page "Status": for those who may see it, in words, by window."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import update

from app.bootstrap import open_site
from app.views.status import StatusView
from app.views.status_drift import DriftCard
from app.widgets.chip import Chip
from app.widgets.empty import EmptyState
from app.widgets.text import Text
from engine.store.schema import MONITOR_DAYS
from tests.ui.pages.window import WindowPage


class DriftPage:
    """The card as a person sees and operates it."""

    def __init__(self, window: WindowPage, view: StatusView) -> None:
        self._window, self._view = window, view

    @property
    def _card(self) -> DriftCard:
        (card,) = (one for one in self._view.findChildren(DriftCard) if one.isVisible())
        return card

    @property
    def verdicts(self) -> list[str]:
        return [one.word for one in self._card.findChildren(Chip) if one.isVisible()]

    @property
    def texts(self) -> list[str]:
        return [one.text() for one in self._card.findChildren(Text) if one.isVisible()]

    @property
    def emptiness(self) -> str:
        found = [one for one in self._card.findChildren(EmptyState) if one.isVisible()]
        return found[0].title.text() if found else ""

    def press(self, *keys: str) -> None:
        self._card.window_choice.setFocus()
        self._window.keys.press(*keys)


@pytest.fixture
def drift_of(window: WindowPage) -> Callable[[str], DriftPage]:
    """Go to the page as somebody."""

    def gone(name: str) -> DriftPage:
        window.enter(name)
        window.workplace.go("status")
        page = window.workplace.page
        assert isinstance(page, StatusView)
        return DriftPage(window, page)

    return gone


def count(home: Path, cases: int, *, all_alike: bool = False) -> None:
    """Have cases counted, without anybody asking: like those of training, or all the same."""
    with open_site(home) as site:
        model = site.models.load_active().model
        draw = np.random.default_rng(7)
        seen = model.reference
        coded = np.zeros((cases, len(seen.inputs)))
        for place, column in enumerate(seen.inputs if not all_alike else ()):
            shares = np.array(column.counts) / sum(column.counts)
            bins = draw.choice(shares.size, cases, p=shares)
            coded[:, place] = np.array(column.edges)[bins] if column.type == "number" else bins
        shares = np.array(seen.prediction.counts) / sum(seen.prediction.counts)
        scores = np.array(seen.prediction.edges)[draw.choice(shares.size, cases, p=shares)]
        site.tally.of(model).answered(coded, scores, 0.001)
        site.tally.settle()


@pytest.mark.parametrize("name", ["auditor", "administrator", "engineer"])
def test_those_who_may_see_it_are_told_how_many_cases_are_lacking(
    window: WindowPage, drift_of: Callable[[str], DriftPage], home: Path, name: str
) -> None:
    count(home, 40)

    page = drift_of(name)

    window.wait(lambda: page.emptiness == "Not enough cases yet (40 of 100).")
    assert page.verdicts == []


@pytest.mark.parametrize("name", ["clinician", "approver"])
def test_nobody_else_has_it(window: WindowPage, name: str) -> None:
    window.enter(name)
    window.workplace.go("status")

    page = window.workplace.page
    assert isinstance(page, StatusView)
    assert page.findChildren(DriftCard) == []


def test_each_input_and_the_score_has_a_verdict_an_index_and_its_cases(
    window: WindowPage, drift_of: Callable[[str], DriftPage], home: Path
) -> None:
    count(home, 1000)

    page = drift_of("auditor")

    window.wait(lambda: page.verdicts == ["Steady"] * 8)
    texts = page.texts
    assert {"Age", "Sex", "Condition", "Drug", "Dose", "Duration", "Side effect", "Score"} <= set(
        texts
    )
    assert texts.count("1,000") == 8


def test_cases_that_are_all_alike_alarm(
    window: WindowPage, drift_of: Callable[[str], DriftPage], home: Path
) -> None:
    count(home, 300, all_alike=True)

    page = drift_of("administrator")

    window.wait(lambda: page.verdicts == ["Alarm"] * 7 + ["Steady"])


def test_the_window_is_chosen_by_keys(
    window: WindowPage, drift_of: Callable[[str], DriftPage], home: Path
) -> None:
    count(home, 300)
    with open_site(home) as site, site.database.write() as connection:
        # Two weeks ago: in the longer window only.
        day = site.clock.now().date() - timedelta(days=14)
        connection.execute(update(MONITOR_DAYS).values(day=day.isoformat()))
    page = drift_of("auditor")
    window.wait(lambda: len(page.verdicts) == 8)

    page.press("Space")  # on the first one, which the keyboard comes to

    window.wait(lambda: page.emptiness == "Not enough cases yet (0 of 100).")
    page.press("Right", "Space")
    window.wait(lambda: len(page.verdicts) == 8)


def test_coming_back_to_the_page_shows_what_was_counted_meanwhile(
    window: WindowPage, drift_of: Callable[[str], DriftPage], home: Path
) -> None:
    page = drift_of("administrator")
    window.wait(lambda: page.emptiness.startswith("Not enough cases yet (0"))
    window.workplace.go("settings")
    count(home, 300)

    window.workplace.go("status")

    window.wait(lambda: len(page.verdicts) == 8)
