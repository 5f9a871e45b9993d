"""Sound data raise no alarm: counted over many seeds, sizes and contracts.

Silence is that nothing stops and nothing asks for attention but what is true of the contract
itself: an input that it says is known too late, and two words of its values for one thing.
"""

from pathlib import Path

import pytest

from engine.contract.drafting import draft_contract
from engine.contract.loader import parse_contract
from engine.models.package import load_model
from resources import resource
from tests.integration.samples import sample, write_cohort, write_diabetes
from tests.unit.dataset.checking.wards import found, grave, sound, ward, without_patient
from trainer.dataset.checking.run import check_table
from trainer.dataset.table import read_table

TRUE_OF_THE_CONTRACT = {"known-after", "synonyms"}
SEEDS = 40


@pytest.mark.parametrize("rows", [1_000, 3_000])
def test_of_forty_cohorts_none_is_alarmed_about(tmp_path: Path, rows: int) -> None:
    contract, _ = sample()
    model = load_model(resource("model"))

    alarmed = {}
    for seed in range(SEEDS):
        path, _ = write_cohort(tmp_path, rows, seed)
        table = read_table(path, contract.places)
        alarms = grave(check_table(table, contract, path.name, model=model).findings)
        if alarms - TRUE_OF_THE_CONTRACT:
            alarmed[seed] = alarms - TRUE_OF_THE_CONTRACT

    assert alarmed == {}


@pytest.mark.parametrize("rows", [60, 1_000])
def test_of_forty_tables_of_another_contract_none_is_alarmed_about(rows: int) -> None:
    alarmed = {}
    for seed in range(SEEDS):
        columns = sound(rows, seed=100 + seed)
        nameless = {name: texts for name, texts in columns.items() if name != "ref"}
        alarms = grave(found(columns)) | grave(found(nameless, without_patient()))
        # A value may be rare by chance in the smallest of tables, and then it is.
        if alarms - ({"rare-values"} if rows < 100 else set()):
            alarmed[seed] = alarms

    assert alarmed == {}


def test_a_large_cohort_in_which_patients_are_alike_by_chance_is_not_alarmed_about(
    tmp_path: Path,
) -> None:
    contract, _ = sample()
    path, _ = write_cohort(tmp_path, 60_000, seed=11)

    alarms = grave(check_table(read_table(path), contract, path.name).findings)

    assert alarms == TRUE_OF_THE_CONTRACT


def test_public_data_of_another_shape_are_not_alarmed_about(tmp_path: Path) -> None:
    path = write_diabetes(tmp_path)
    table = read_table(path)
    contract = parse_contract(draft_contract(table.header, table.rows(), None, None))

    findings = check_table(table, contract, path.name).findings

    assert grave(findings) == set()


def test_a_single_row_is_no_reason_to_fail() -> None:
    assert isinstance(found(sound(1), ward()), tuple)
