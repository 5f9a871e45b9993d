"""Three contracts of other shapes than the sample's, and rows under them whose truth is known."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from numpy.random import PCG64, Generator

from engine.contract.drafting import draft_contract
from engine.contract.loader import parse_contract
from engine.contract.model import Contract
from tests.integration.samples import write_diabetes
from trainer.dataset.table import read_table

Row = Mapping[str, str]

# Few parts and no forest: what is asked here is whether another shape is judged rightly.
_QUICK = """
training:
  folds: 3
  repeats: 2
  families: [mean, ridge, boosting]
  boosting: {rounds: 60, learning_rate: 0.1, min_leaf: 5}
"""


@dataclass(frozen=True)
class Given:
    """A contract as its site would write it, and rows under it.

    Attributes:
        text: The contract's YAML.
        rows: The rows, by column.
        separator: What stands between the cells of the file.
        encoding: How the file is written.
    """

    text: str
    rows: Sequence[Row]
    separator: str = ","
    encoding: str = "utf-8"

    @property
    def contract(self) -> Contract:
        """The contract."""
        return parse_contract(self.text)

    def write(self, path: Path) -> Path:
        """Write the rows as a site would hand them over."""
        out = io.StringIO()
        writer = csv.DictWriter(out, list(self.rows[0]), delimiter=self.separator)
        writer.writeheader()
        writer.writerows(self.rows)
        path.write_bytes(out.getvalue().encode(self.encoding))
        return path

    def shuffled(self, column: str) -> "Given":
        """The same rows with another row's value in a column: nothing tells it any more."""
        order = Generator(PCG64(7)).permutation(len(self.rows)).tolist()
        rows = [
            {**row, column: self.rows[other][column]}
            for row, other in zip(self.rows, order, strict=True)
        ]
        return replace(self, rows=rows)


def diabetes(folder: Path) -> Given:
    """Ten numbers of 442 people and the course of their illness, under a draft."""
    table = read_table(write_diabetes(folder))
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows()]
    return Given(draft_contract(table.header, table.rows()) + _QUICK, rows)


WOUND_NOISE = 0.35

# Texts that a careless reader takes for something else, and what each does to the outcome.
PLACES = {
    "001": 0.9,
    "1e5": -0.9,
    "No": 0.6,
    "null": -0.6,
    "Knöchel, außen": 1.2,
    'Ferse "rechts"': -1.2,
    "=Zehe": 0.3,
    "膝": -0.3,
}
_SINCE = {"ja": 0.5, "nein": -0.5}
_CARE = {
    "Gips": {"Schiene": 0.0, "Vollgips": 0.4},
    "Verband": {"Hydrogel": -0.4, "Schaum": 0.8},
}
_SIGNS = ("Rötung", "Nässe", "Geruch", "Wärme", "Schorf", "Rand", "Tunnel", "Belag")


def wound(seed: int = 41) -> Given:
    """Text in every shape, no patient's column, much that is unknown, more inputs than twelve."""
    return Given(_wound_contract(), list(_wounds(Generator(PCG64(seed)), 800)), ";", "utf-8-sig")


def _wounds(source: Generator, count: int) -> Iterable[Row]:
    for _ in range(count):
        place = str(source.choice(list(PLACES)))
        care = str(source.choice(list(_CARE)))
        means = str(source.choice(list(_CARE[care])))
        since = str(source.choice(list(_SINCE)))
        temperature = round(float(source.uniform(-5, 5)), 1)
        signs = {sign: str(source.integers(0, 4)) for sign in _SIGNS}
        change = (
            PLACES[place]
            + _CARE[care][means]
            + _SINCE[since]
            + 0.1 * temperature
            + WOUND_NOISE * float(source.normal())
        )
        unknown = source.random(3) < 0.15
        yield {
            "Ort der Wunde": "" if unknown[0] else place,
            "Versorgung": care,
            "Mittel": means,
            "seit Tagen?": "" if unknown[1] else since,
            "Δ°C": "" if unknown[2] else f"{temperature}",
            **signs,
            "Änderung": f"{min(max(change, -6.0), 6.0):.2f}",
        }


def _wound_contract() -> str:
    def column(name: str, kind: str, rest: str) -> str:
        unknown = ", may_be_unknown: true" if rest.startswith("?") else ""
        told = f"{{name: '{name}', label: '{name}', help: '-', known: before{unknown}"
        return f"  - {told}, type: {kind}, {rest.removeprefix('?')}}}"

    def values(names: Iterable[str]) -> str:
        listed = ", ".join(f"{{value: '{name}'}}" for name in names)
        return f"values: [{listed}]"

    means = [name for some in _CARE.values() for name in some]
    columns = [
        column("Ort der Wunde", "category", "?" + values(PLACES)),
        column("Versorgung", "category", values(_CARE)),
        column("Mittel", "category", values(means)),
        column("seit Tagen?", "category", "?" + values(_SINCE)),
        column("Δ°C", "number", "?range: [-5, 5]"),
        *(column(sign, "number", "range: [0, 3], permitted: [0, 1, 2, 3]") for sign in _SIGNS),
    ]
    permits = ", ".join(f"{care}: [{', '.join(some)}]" for care, some in _CARE.items())
    return f"""
format: 1
name: wounds
title: Wounds
purpose: To see whether text in every shape is read as text.
provenance: {{synthetic: true, statement: Invented.}}
inputs:
{chr(10).join(columns)}
outcome:
  name: Änderung
  label: Change
  help: How the wound changed; below zero it grew.
  range: [-6, 6]
  decimals: 2
  bands: [{{name: Worse, below: 0}}, {{name: Better}}]
formulary:
  - {{column: Mittel, given: Versorgung, permits: {{{permits}}}}}
combination: [Versorgung, Mittel, Rand]
{_QUICK}"""


PATIENT_SD, VISIT_SD = 9.0, 4.0
"""How far patients differ for no reason that is recorded, and visits among themselves."""

_VISITS_CONTRACT = """
format: 1
name: visits
title: Visits
purpose: To see whether patients who come again are told apart from more patients.
provenance: {synthetic: true, statement: Invented.}
patient: {name: who, label: Who, help: '-'}
inputs:
  - {name: height, label: Height, help: '-', known: before, type: number, range: [140, 210]}
  - {name: weight, label: Weight, help: '-', known: before, type: number, range: [40, 160]}
  - {name: stage, label: Stage, help: '-', known: before, type: number, whole: true, range: [0, 4]}
outcome:
  name: walked
  label: Walked
  help: Metres in a minute.
  range: [0, 120]
  decimals: 0
  bands: [{name: Little, below: 60}, {name: Much}]
"""


def visits(patients: int = 180, *, seed: int = 5, signal: bool = True, known: bool = True) -> Given:
    """Three to six visits of each patient, who has a height and a weight like nobody else's.

    Args:
        patients: How many.
        seed: Which.
        signal: Whether the stage tells anything. Else only who somebody is tells how far they walk.
        known: Whether the contract has the patient's column.
    """
    source = Generator(PCG64(seed))
    rows = []
    for patient in range(patients):
        height, weight = source.uniform(145, 205), source.uniform(45, 155)
        own = PATIENT_SD * source.normal()
        for _ in range(int(source.integers(3, 7))):
            stage = int(source.integers(0, 5))
            walked = 60 + own + VISIT_SD * source.normal() - 8 * (stage - 2) * signal
            rows.append(
                {
                    "who": f"P-{patient:04}",
                    "height": f"{height:.2f}",
                    "weight": f"{weight:.2f}",
                    "stage": str(stage),
                    "walked": f"{min(max(walked, 0.0), 120.0):.0f}",
                }
            )
    # They come in any order, as in a ward's book.
    rows = [rows[place] for place in source.permutation(len(rows)).tolist()]
    kept = [line for line in _VISITS_CONTRACT.splitlines() if known or "patient:" not in line]
    return Given("\n".join(kept) + _QUICK, rows)
