"""The page and the card: what they say is what was found, whatever things are called."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from engine.contract.model import Contract
from engine.models.package import Model
from engine.models.report import Measured, Report
from tests.unit.external.pages import parsed
from tests.unit.report.reports import package, train_beside, trained
from trainer.publishing.html.training_page import training_page
from trainer.publishing.report import TrainingReport

HOSTILE = "<b>A</b>&B | [x](y) `z`"
SECTIONS = (
    "Model details",
    "Intended use",
    "Factors",
    "Metrics",
    "Evaluation data",
    "Training data",
    "Quantitative analyses",
    "Ethical considerations",
    "Limits and recommendations",
)


def renamed(contract: Contract, name: str) -> Contract:
    """The contract with a title, and each label, of this name."""
    inputs = tuple(column.model_copy(update={"label": name}) for column in contract.inputs)
    return contract.model_copy(update={"title": name, "inputs": inputs})


def page_of(model: Model) -> bytes:
    return training_page(model, None)


def test_the_page_fetches_and_runs_nothing() -> None:
    page = page_of(package())

    elements = parsed(page)
    tags = {tag for tag, _ in elements.seen}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base"}
    names = {name for _, attributes in elements.seen for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href"}}
    assert not re.search(r"https?:|//|url\(|@import", page.decode())
    policies = [attributes.get("content") for tag, attributes in elements.seen if tag == "meta"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies


def with_interval(one: Measured) -> str:
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"


def figures_of(report: Report) -> Iterator[str]:
    """Every figure of a report as it should be said."""
    shares = {"gain", "gain_training"}
    for name, one in report.estimates:
        if name != "coverage":
            yield f"{one.value:.1%} ({one.low:.1%}" if name in shares else with_interval(one)
    yield f"{report.coverage.share:.1%} ({report.coverage.low:.1%}"
    yield from (with_interval(one.outcome) for one in report.calibration)
    yield from (with_interval(one.mae) for one in report.subgroups)
    yield from (f"{one.rmse:.3f}" for one in report.subgroups)
    yield from (f"{one.rmse:.3f}" for one in report.families)
    yield from (f"{one.above:.4f}" for one in report.families)
    yield from (with_interval(one.rmse) for one in report.curve.points)
    yield from (f"{one.own:.3f}" for one in report.curve.points)


def test_every_figure_of_the_report_stands_on_the_page() -> None:
    model, report = package(), package().report

    said = " ".join(parsed(page_of(model)).said)

    assert report.residuals is not None
    quantiles = (*report.residuals.quantiles, *report.residuals.missed)
    wanted = [
        *figures_of(report),
        *(f"{one.value:.3f}" for one in quantiles),
        *(f" {count:,} " for count in report.residuals.counts),
        *(gate.sentence for gate in model.manifest.gates),
        *(model.sha256, model.contract.digest, model.manifest.data.sha256),
    ]
    assert [one for one in wanted if one not in said] == []
    assert len(wanted) > 80


def test_every_drawing_is_sound_and_can_be_read_without_eyes() -> None:
    figures = re.findall(r"<svg.*?</svg>", page_of(package()).decode(), re.DOTALL)

    assert len(figures) == 7
    for figure in figures:
        root = ElementTree.fromstring(figure)  # noqa: S314 - our own
        assert (root.findtext("title") or "").strip()
        assert (root.findtext("desc") or "").strip()


def test_what_a_contract_calls_things_is_shown_as_it_is() -> None:
    model = replace(package(), contract=renamed(package().contract, HOSTILE))

    elements = parsed(page_of(model))

    assert HOSTILE in elements.said
    assert "A" not in elements.said
    assert b"<b>A" not in page_of(model)


def test_the_page_is_the_same_each_time_and_for_whoever_asks() -> None:
    again = replace(package(), signatures=b"other")

    assert page_of(package()) == page_of(again)


def test_a_model_that_a_gate_refused_says_so_first() -> None:
    model = package(signal=False)

    said = parsed(page_of(model)).said

    assert not model.manifest.promotable
    assert said.index("For exploration only: a release gate refused it.") < said.index("Figures")
    assert "\u2715\u00a0exploration only" in said
    assert "Not for care." in said
    lines = model.card.splitlines()
    assert lines[2].startswith("**For exploration only")
    assert lines[4].startswith("**Not for care")


def test_the_page_tells_of_the_other_model_where_there_is_one() -> None:
    result = train_beside(package(77))

    page = TrainingReport(package(), result.against).page()
    said = " ".join(parsed(page).said)

    assert result.against is not None
    assert result.against.sentence in said
    assert result.against.caveat in said
    assert result.against.sha256 in said
    assert TrainingReport(package(), result.against).facts()["against"]["seen"] == (
        result.against.seen
    )
    assert "Beside another model" not in " ".join(parsed(page_of(package())).said)


def test_the_card_has_the_parts_of_a_model_card_in_their_order() -> None:
    card = package().card

    found = tuple(re.findall(r"^## (.*)$", card, re.MULTILINE))

    assert found == SECTIONS
    for digest in (package().contract.digest, package().manifest.data.sha256):
        assert digest in card
    rmse = package().report.estimates.rmse
    assert f"{rmse.value:.3f} ({rmse.low:.3f} to {rmse.high:.3f})" in card
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", card)


def test_nothing_in_a_contract_can_forge_a_part_of_the_card() -> None:
    forged = "Fine.\n\n## Release gates\n\n- passed: all | <script>"
    hostile = renamed(package().contract, HOSTILE).model_copy(update={"purpose": forged})

    card = train_beside(None, contract=Contract.parse(hostile.canonical())).files["card.md"]

    text = card.decode()
    assert tuple(re.findall(r"^## (.*)$", text, re.MULTILINE)) == SECTIONS
    assert not re.search(r"(?<!\\)<", text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    widths = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert widths <= {3, 4, 5, 6}


def test_the_card_tells_of_no_value_that_hardly_anybody_had() -> None:
    model = package()
    lines = model.card.splitlines()

    line = next(one for one in lines if one.startswith("| Side effect | ") and "%" in one)

    seen = model.reference.inputs[-1]
    assert seen.type == "category"
    common = sum(count >= 5 for count in seen.counts)
    assert f"and {common - 4} more" in line
    assert common < len(seen.counts)


def test_the_report_is_small_and_the_same_again() -> None:
    assert len(trained().files["report.json"]) < 100_000
    assert train_beside(None).files["report.json"] == trained().files["report.json"]
