"""A contract of the tests' own, tables under it that are sound, and what is found in others."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from engine.canonical import canonical_json
from engine.contract.model import Contract
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.run import check_table
from trainer.dataset.table import Table

Columns = dict[str, list[str]]
SIGNS = ("Fever", "Sore throat", "Ear ache", "Müdigkeit", "Wheezing")


def number(name: str, low: float, high: float, **more: Any) -> dict[str, Any]:
    column = {"name": name, "label": name, "help": name, "type": "number", "known": "before"}
    return {**column, "range": [low, high], **more}


def category(name: str, *values: str, **more: Any) -> dict[str, Any]:
    column = {"name": name, "label": name, "help": name, "type": "category", "known": "before"}
    return {**column, "values": [{"value": value} for value in values], **more}


def ward(**changes: Any) -> Contract:
    """Numbers with units, categories, a patient and an outcome; nothing of the sample's."""
    text: dict[str, Any] = {
        "format": 1,
        "name": "ward",
        "title": "A ward of the tests",
        "purpose": "Tests.",
        "provenance": {"synthetic": True, "statement": "Made up for tests."},
        "patient": {"name": "ref", "label": "Reference", "help": "Whose row it is."},
        "inputs": [
            number("weight", 30, 200, unit={"label": "kg", "ucum": "kg"}),
            number("drops", 50, 900, unit={"label": "mg", "ucum": "mg"}, whole=True),
            number("marker", 0, 5000, may_be_unknown=True),
            category("sex", "f", "m"),
            category("sign", *SIGNS, may_be_unknown=True),
        ],
        "outcome": {
            "name": "gain",
            "label": "Gain",
            "help": "What came of it.",
            "range": [0, 100],
            "decimals": 1,
            "bands": [{"name": "little", "below": 40}, {"name": "much"}],
        },
    }
    return Contract.parse(canonical_json({**text, **changes}))


def without_patient() -> Contract:
    return ward(patient=None)


def sound(rows: int = 300, seed: int = 0) -> Columns:
    """Columns with nothing wrong: normal, uniform and long-tailed numbers, and some signal."""
    source = np.random.default_rng(seed)
    weight = np.clip(source.normal(80, 12, rows), 30, 200)
    drops = source.integers(50, 901, rows)
    marker = np.clip(source.lognormal(4, 0.8, rows), 0.1, 4999)
    sex = source.choice(["f", "m"], rows)
    sign = source.choice(SIGNS, rows)
    gain = 20 + 0.03 * drops + 10 * (sex == "f") + source.normal(0, 8, rows)
    return {
        "ref": [f"R-{row:05}" for row in range(rows)],
        "weight": [f"{value:.1f}" for value in weight],
        "drops": [str(value) for value in drops],
        "marker": [f"{value:.2f}" for value in marker],
        "sex": sex.tolist(),
        "sign": sign.tolist(),
        "gain": [f"{value:.1f}" for value in np.clip(gain, 0, 100)],
    }


def table(columns: Columns, **changes: Any) -> Table:
    """A table in memory, as the reader makes one."""
    rows = len(next(iter(columns.values())))
    fields: dict[str, Any] = {
        "header": tuple(columns),
        "columns": columns,
        "numbers": range(1, rows + 1),
        "lines": range(2, rows + 2),
        "problems": (),
        "encoding": "UTF-8",
        "separator": ",",
        "sha256": "0" * 64,
        "notes": (),
    }
    return Table(**{**fields, **changes})


def found(columns: Columns, contract: Contract | None = None) -> tuple[Finding, ...]:
    """Everything that is found in columns."""
    return check_table(table(columns), contract or ward(), "ward.csv").findings


def of_kind(findings: Iterable[Finding], kind: str) -> list[Finding]:
    return [finding for finding in findings if finding.kind == kind]


def the(findings: Iterable[Finding], kind: str) -> Finding:
    """The one finding of a kind."""
    (finding,) = of_kind(findings, kind)
    return finding


def grave(findings: Iterable[Finding]) -> set[str]:
    """The kinds of everything that is more than good to know."""
    return {finding.kind for finding in findings if finding.severity is not Severity.NOTE}


def put(columns: Columns, name: str, texts: Sequence[str], first: int = 0) -> Columns:
    """The columns with other texts in one of them, from row ``first`` (counted from 0) on."""
    column = list(columns[name])
    column[first : first + len(texts)] = texts
    return {**columns, name: column}


def rows_of(finding: Finding) -> list[int]:
    return list(dict.fromkeys(spot.row for spot in finding.spots))


TROUBLE = {
    "weight": ["80,5", "80.5 kg", "80500", " 70 ", "1,070", "n/a", "999", "abc", "2024-01-01"],
    "drops": ["500 mg", "0.5 g", "0.5", "500.4", "1,000", "-9", "5000"],
    "sign": ["fever", "Pyrexia", "MÃ¼digkeit", "Wheezng", "Ear ache ", "unknown", "Broken leg"],
    "sex": ["F", "M ", "?", ""],
    "ref": [" R-00001", "R-00002\u00a0", "MÃ¼ller"],
    "gain": ["55,5", "101", "", "7 "],
    "marker": ["1 234.5", "", "1.234,5", "nan"],
}


@st.composite
def troubled(draw: st.DrawFn) -> Columns:
    """A table with some bad cells, and some rows that stand twice."""
    columns = sound(60, seed=draw(st.integers(0, 5)))
    for _ in range(draw(st.integers(1, 8))):
        name = draw(st.sampled_from(sorted(TROUBLE)))
        text = draw(st.sampled_from(TROUBLE[name]))
        columns = put(columns, name, [text], first=draw(st.integers(0, 59)))
    again = draw(st.lists(st.integers(0, 59), max_size=3))
    return {name: [*texts, *(texts[row] for row in again)] for name, texts in columns.items()}
