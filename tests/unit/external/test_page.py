"""The page: one file that fetches and runs nothing, right to whoever reads or cannot see it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.progress import Silent
from tests.unit.external.judging import Rows, cohort, judged, package, write
from tests.unit.external.pages import parsed
from trainer.evaluation.figures_svg import Axis, Plot, Row, intervals
from trainer.publishing.external import validate_externally
from trainer.publishing.html import page as parts

HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;"
Y = Axis.around([0, 1], "y")
FINITE = st.floats(-1e12, 1e12, allow_subnormal=False)


@pytest.fixture
def rows() -> Rows:
    return cohort(400, 8)


def test_the_page_fetches_and_runs_nothing(tmp_path: Path, rows: Rows) -> None:
    page = judged(tmp_path, rows).page()

    elements = parsed(page)
    tags = {tag for tag, _ in elements.seen}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base"}
    names = {name for _, attributes in elements.seen for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href"}}
    text = page.decode()
    assert not re.search(r"https?:|//|url\(|@import", text)
    policies = [attributes.get("content") for tag, attributes in elements.seen if tag == "meta"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies


def test_the_page_says_every_finding_figure_and_digest(tmp_path: Path, rows: Rows) -> None:
    report = judged(tmp_path, rows)

    said = " ".join(parsed(report.page()).said)

    for finding in report.findings:
        assert finding.title in said
        assert finding.sentence in said
    external = report.external
    for digest in (external.model.sha256, external.rows.sha256, external.model.contract.digest):
        assert digest in said
    assert f"{external.estimates['rmse'].value:.3f}" in said
    assert "no diagnosis" in said


def test_what_a_file_or_a_contract_calls_things_is_shown_as_it_is(
    tmp_path: Path, rows: Rows
) -> None:
    model = package().model
    first, *others = model.contract.inputs
    inputs = (first.model_copy(update={"label": HOSTILE}), *others)
    contract = model.contract.model_copy(update={"title": HOSTILE, "inputs": inputs})
    hostile = replace(package(), model=replace(model, contract=contract))
    for row in rows[:9]:
        row[first.name] = HOSTILE
    path = write(tmp_path, rows, "a<b>&'c.csv")

    page = validate_externally(hostile, path, Silent()).page()

    elements = parsed(page)
    assert "script" not in {tag for tag, _ in elements.seen}
    assert HOSTILE in elements.said
    assert b"<script" not in page
    assert b"onerror=alert" not in page.replace(b"onerror=alert(1)&gt;", b"")
    assert "a<b>&'c.csv" in " ".join(elements.said)


@pytest.mark.parametrize(
    "make",
    [
        lambda text: parts.heading(text, text),
        lambda text: parts.section(text, parts.text(text)),
        lambda text: parts.card(parts.digest(text), title=text, caption=text),
        lambda text: parts.verdict("fails", text, text),
        lambda text: parts.chip(text, "watch"),
        lambda text: parts.strong(text, text),
        lambda text: parts.table([text], [[parts.text(text)]]),
        lambda text: parts.folded(text, parts.note(text)),
        lambda text: parts.facts([(text, parts.text(text))]),
        lambda text: parts.drawing(Plot(text, text, Axis.around([0], text), Y).svg()),
        lambda text: parts.drawing(
            intervals(text, text, [Row(text, text, 0, 0, 0, text)], Y, (0, text))
        ),
        lambda text: parts.Markup(parts.page(text, text, [], [], text).decode()),
    ],
)
def test_every_part_of_a_page_escapes_what_it_is_given(make: Callable[[str], str]) -> None:
    elements = parsed(make(HOSTILE).encode())

    assert not {tag for tag, _ in elements.seen} & {"script", "img"}
    assert any(HOSTILE[:20] in said for said in elements.said)


def test_every_figure_is_sound_xml_with_a_title_and_a_description(
    tmp_path: Path, rows: Rows
) -> None:
    page = judged(tmp_path, rows).page().decode()

    figures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)

    assert len(figures) == 6
    for figure in figures:
        root = ElementTree.fromstring(figure)  # noqa: S314 - our own
        assert root.get("role") == "img"
        assert (root.findtext("title") or "").strip()
        assert (root.findtext("desc") or "").strip()
        assert root.get("aria-label") == root.findtext("title")


def test_no_single_row_can_be_read_from_the_page(tmp_path: Path, rows: Rows) -> None:
    """A point per row would be one: rows are shown as cells of a grid."""
    page = judged(tmp_path, rows).page().decode()

    circles = page.count("<circle")

    assert page.count('class="cell') > 20
    assert circles < len(rows) / 2


@settings(deadline=None)
@given(st.lists(FINITE, min_size=1, max_size=20), st.integers(3, 8))
def test_a_scale_holds_all_its_values_between_few_rising_ticks(
    values: list[float], most: int
) -> None:
    axis = Axis.around(values, "x", most_ticks=most)

    slack = 1e-6 * max(map(abs, values)) + 1e-9
    assert axis.low <= min(values) + slack
    assert axis.high >= max(values) - slack
    assert axis.low < axis.high
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert 2 <= len(axis.ticks) <= most + 2
    assert all(0 <= axis.share(value) <= 1 for value in values)


@settings(deadline=None)
@given(st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=30))
def test_whatever_is_drawn_lies_within_the_figure(points: list[tuple[float, float]]) -> None:
    across, up = (np.array(values) for values in zip(*points, strict=True))
    plot = Plot("t", "s", Axis.around(across, "a"), Axis.around(up, "b"))
    plot.cloud(across, up)
    plot.line(points)
    plot.dots([(x, y, y - 1, y + 1) for x, y in points])

    root = ElementTree.fromstring(plot.svg())  # noqa: S314 - our own

    for element in root.iter():
        for name, most in (("x", plot.width), ("cx", plot.width), ("y", plot.height)):
            value = element.get(name)
            assert value is None or -1 <= float(value) <= most


def test_a_row_that_stands_out_has_another_shape() -> None:
    axis = Axis.around([0, 1], "share", percent=True)

    svg = intervals(
        "t",
        "s",
        [
            Row("g", "usual", 0.5, 0.4, 0.6, "50%"),
            Row("g", "odd", 0.2, 0.1, 0.3, "20%", flagged=True),
        ],
        axis,
        (0.5, "promised"),
    )

    assert svg.count("<circle") == 1
    assert svg.count('class="dot flagged"') == 1
    assert svg.count(">g<") == 1
