"""The program knows no column and no value of the data: all of that stands in the contract.

Rule, over the sources of the product without its tests. Anything that the sample's contract gives
a name (columns, category values, the contract itself) counts:

* a name that no English sentence has, since it holds an underscore, nowhere: not in a comment
  either;
* every other name in no string that is just this name, in any case: that is how a program compares
  with a value. Prose may say "pain", and code may have a variable ``age``.
* Bands' names are everyday words (Low, High) and go by the second rule in exactly their case.

``READS_AS_ENGLISH`` lists the words that stand in a source as something else, with the reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PARTS = ("app", "engine", "trainer")
READS_AS_ENGLISH = {
    # The bands that a drafted contract begins with, in place of those that its site will choose.
    "engine/contract/drafting.py": {"Low", "Moderate", "High"},
}


def sample() -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load((ROOT / "params.yaml").read_text("utf-8"))
    return value


def names_of(contract: dict[str, Any]) -> frozenset[str]:
    columns = [*contract["inputs"], contract["outcome"], contract["patient"]]
    values = [one["value"] for column in contract["inputs"] for one in column.get("values", ())]
    return frozenset([contract["name"], *(one["name"] for one in columns), *values])


def bands_of(contract: dict[str, Any]) -> frozenset[str]:
    return frozenset(band["name"] for band in contract["outcome"]["bands"])


def strings(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.strip()


def known_names(text: str, names: frozenset[str], bands: frozenset[str]) -> set[str]:
    """Return what a module's text knows of the sample."""
    found = {
        name
        for name in names
        if "_" in name and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    }
    folded = {name.casefold(): name for name in names}
    for literal in strings(text):
        if literal in bands:
            found.add(literal)
        elif literal.casefold() in folded:
            found.add(folded[literal.casefold()])
    return found


@pytest.mark.parametrize("part", PARTS)
def test_no_source_knows_the_samples_columns_or_values(part: str) -> None:
    contract = sample()
    names, bands = names_of(contract), bands_of(contract)
    found = {}
    for path in sorted((ROOT / part).rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        known = known_names(path.read_text("utf-8"), names, bands)
        if known := known - READS_AS_ENGLISH.get(file, set()):
            found[file] = known

    assert not found, "take it from the contract that is loaded"


def test_the_rule_reads_the_names_from_the_contract_itself() -> None:
    names = names_of(sample())

    assert {"Dosage_mg", "Improvement_Score", "Patient_ID", "Sertraline", "Pain Relief"} <= names
    assert bands_of(sample()) == {"Low", "Moderate", "High"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ('row["Age"]', {"Age"}),
        ('value == "female"', {"Female"}),
        ("# Dosage_mg is rounded", {"Dosage_mg"}),
        ("dosage_mg = 5", {"Dosage_mg"}),
        ('f"{x}" if band == "Low" else "Pain Relief"', {"Low", "Pain Relief"}),
        ("match drug:\n    case 'Metformin': pass", {"Metformin"}),
        ('age = "the age of a patient, in pain"', set()),
        ('level = "low"', set()),
    ],
)
def test_the_rule_finds_what_it_is_for(text: str, known: set[str]) -> None:
    contract = sample()

    assert known_names(text, names_of(contract), bands_of(contract)) == known
