"""Everything that is seen is said too: names, roles, descriptions, and figures in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible

from tests.ui import spoken
from tests.ui.conftest import OpenWindow
from tests.ui.pages.window import WindowPage
from tests.ui.scenes import first_run, scenes


@pytest.fixture(autouse=True)
def somebody_listens() -> Iterator[None]:
    """Have Qt keep what it says up to date, as it does while a screen reader runs."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


def test_every_control_of_every_page_has_a_name_a_role_and_a_description(
    window: WindowPage,
) -> None:
    faults: set[str] = set()

    for name, root in scenes(window):
        faults |= {f"{name}: {fault}" for fault in spoken.silent(root)}

    assert not faults, "\n".join(sorted(faults))


def test_every_control_of_the_first_run_has_a_name_a_role_and_a_description(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    faults: set[str] = set()

    for name, root in first_run(open_window(tmp_path / "site")):
        faults |= {f"{name}: {fault}" for fault in spoken.silent(root)}

    assert not faults, "\n".join(sorted(faults))


def test_scale_and_bars_are_said_in_words(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)

    said = spoken.said(workplace.window)

    assert "Scale from 0 to 10: score 6.8, interval 5.4 to 8.1" in said
    assert "Dose: 500" in said
    model = workplace.workplace.predict_model
    assert model is not None
    sheet = model.sheet
    assert sheet is not None
    for bar in sheet.bars:
        assert f"{bar.label} {bar.text}" in said
    assert sheet.domain.word in said
    assert sheet.disclaimer in said
