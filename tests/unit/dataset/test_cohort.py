"""A cohort that never was: the same for the same seed, and true to the truth it was made from."""

import csv
import hashlib
import io
import math
from pathlib import Path

import numpy as np
import pytest

from engine.contract.drafting import draft_contract
from engine.contract.loader import load_contract, parse_contract
from engine.contract.model import CategoryInput, Contract, NumberInput
from engine.contract.rules import Violation, judge_text
from resources import resource, sample_contract
from trainer.dataset.cohort import (
    Cohort,
    GroundTruth,
    GroundTruthError,
    cohort_csv,
    expected_outcome,
    generate,
    load_ground_truth,
    truth_csv,
)
from trainer.dataset.table import Table, read_table

ROWS = 50_000
REAL = Path(__file__).parents[4] / "shared" / "data" / "real_drug_dataset.csv"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract(sample_contract())


@pytest.fixture(scope="module")
def truth(contract: Contract) -> GroundTruth:
    return load_ground_truth(resource("cohort/ground_truth.yaml"), contract)


@pytest.fixture(scope="module")
def cohort(contract: Contract, truth: GroundTruth) -> Cohort:
    return generate(contract, truth, ROWS, seed=1)


@pytest.fixture(scope="module")
def silent(contract: Contract, truth: GroundTruth) -> Cohort:
    return generate(contract, truth, ROWS, seed=1, signal=False)


def outcome(cohort: Cohort, contract: Contract) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(cohort.columns[contract.outcome.name], dtype=np.float64)


def broken_rules(table: Table, contract: Contract) -> set[tuple[str, str]]:
    """Every cell's column and rule where the contract does not permit the cell."""
    broken = set()
    for column in (*contract.inputs, contract.outcome):
        for cell in set(table.columns[column.name]):
            judged = judge_text(column, cell)
            if isinstance(judged, Violation):
                broken.add((column.name, judged.rule))
    for rule in contract.formulary:
        given, chosen = table.columns[rule.given], table.columns[rule.column]
        for value, choice in set(zip(given, chosen, strict=True)):
            if choice not in rule.permits[value]:
                broken.add((rule.column, "formulary"))
    return broken


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(
    contract: Contract, truth: GroundTruth
) -> None:
    def digest(seed: int, *, signal: bool = True) -> str:
        cohort = generate(contract, truth, 500, seed, signal=signal)
        return hashlib.sha256(cohort_csv(cohort, contract) + truth_csv(cohort)).hexdigest()

    assert digest(7) == digest(7)
    assert digest(7, signal=False) == digest(7, signal=False)
    assert len({digest(7), digest(8), digest(7, signal=False)}) == 3


def test_the_csv_satisfies_the_contract(cohort: Cohort, contract: Contract, tmp_path: Path) -> None:
    path = tmp_path / "cohort.csv"
    path.write_bytes(cohort_csv(cohort, contract))
    table = read_table(path, contract.places)
    assert table.header == tuple(column.name for column in contract.columns())
    assert table.row_count == ROWS
    assert broken_rules(table, contract) == set()


def test_the_truth_is_written_to_the_last_digit_and_found_again_from_the_csv(
    contract: Contract, truth: GroundTruth, tmp_path: Path
) -> None:
    cohort = generate(contract, truth, 1000, seed=3)
    path = tmp_path / "cohort.csv"
    path.write_bytes(cohort_csv(cohort, contract))
    again = expected_outcome(truth, read_table(path).columns)
    written = list(csv.reader(io.StringIO(truth_csv(cohort).decode())))[1:]
    assert [float(expected) for _, expected in written] == again.tolist()
    assert [row_id for row_id, _ in written] == list(cohort.ids)


def test_the_noise_is_as_large_as_declared_and_never_cut_off_by_the_range(
    cohort: Cohort, contract: Contract, truth: GroundTruth
) -> None:
    error = outcome(cohort, contract) - cohort.expected
    assert abs(error.mean()) < 4 * truth.best_rmse / math.sqrt(ROWS)
    # The root mean square of n errors is off by about 1 / sqrt(2 n) of itself.
    assert np.sqrt((error**2).mean()) == pytest.approx(truth.best_rmse, rel=4 / math.sqrt(2 * ROWS))
    step = 10.0**-contract.outcome.decimals
    assert np.abs(error).max() <= truth.file.noise.cut * truth.file.noise.sd + step / 2 + 1e-9
    low, high = contract.outcome.range
    assert low < outcome(cohort, contract).min()
    assert outcome(cohort, contract).max() < high


def test_the_true_mean_stays_within_its_bounds_and_reaches_near_them(
    cohort: Cohort, truth: GroundTruth
) -> None:
    assert truth.bounds.low <= cohort.expected.min() < truth.bounds.low + 0.4
    assert truth.bounds.high - 0.4 < cohort.expected.max() <= truth.bounds.high
    spread = cohort.expected.std() / math.sqrt(ROWS)
    assert abs(cohort.expected.mean() - truth.bounds.mean) < 4 * spread


def test_signal_and_noise_are_of_the_size_that_the_description_gives(
    cohort: Cohort, truth: GroundTruth
) -> None:
    assert cohort.expected.std() == pytest.approx(1.31, abs=0.02)
    assert truth.noise_sd == pytest.approx(0.80, abs=0.005)
    assert truth.best_rmse == pytest.approx(0.8005, abs=0.0001)
    assert truth.bounds.mean == pytest.approx(5.39, abs=0.005)
    assert (truth.bounds.low, truth.bounds.high) == pytest.approx((2.2, 7.8), abs=0.05)


def test_an_input_without_effect_changes_nothing(
    contract: Contract, truth: GroundTruth, cohort: Cohort
) -> None:
    (idle,) = truth.file.no_effect
    others = {name: column for name, column in cohort.columns.items() if name != idle}
    assert (expected_outcome(truth, others) == cohort.expected).all()
    assert idle in contract.places


def test_without_signal_the_scores_are_alike_but_no_input_tells_of_them(
    cohort: Cohort, silent: Cohort, contract: Contract, truth: GroundTruth
) -> None:
    with_signal, without = outcome(cohort, contract), outcome(silent, contract)
    assert without.std() == pytest.approx(with_signal.std(), rel=0.02)
    assert (silent.expected == truth.bounds.mean).all()
    low, high = contract.outcome.range
    assert low < without.min()
    assert without.max() < high
    loud = expected_outcome(truth, silent.columns)
    assert abs(np.corrcoef(loud, without)[0, 1]) < 4 / math.sqrt(ROWS)
    for column in contract.inputs:
        values = silent.columns[column.name]
        if isinstance(column, NumberInput):
            assert abs(np.corrcoef(values, without)[0, 1]) < 4.5 / math.sqrt(ROWS)
        else:
            assert isinstance(column, CategoryInput)
            for level in column.codes:
                part = without[values == level]
                assert abs(part.mean() - without.mean()) < 4.5 * without.std() / len(part) ** 0.5


@pytest.mark.slow
def test_learners_come_within_five_percent_of_the_best_error_there_is(
    contract: Contract, truth: GroundTruth, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import Ridge

    # Else the library counts the cores, and warns where a bare container cannot tell.
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    learning = generate(contract, truth, 2400, seed=11)
    fresh = generate(contract, truth, 20_000, seed=12)
    settings = contract.training.boosting
    boosting = HistGradientBoostingRegressor(
        max_iter=settings.rounds,
        learning_rate=settings.learning_rate,
        max_leaf_nodes=settings.leaves,
        min_samples_leaf=settings.min_leaf,
        l2_regularization=settings.penalty,
        early_stopping=False,
        random_state=0,
    )
    for learner in (boosting, Ridge(contract.training.ridge.penalty)):
        learner.fit(one_hot(learning, contract), outcome(learning, contract))
        guess = learner.predict(one_hot(fresh, contract))
        own_error = np.sqrt(((guess - fresh.expected) ** 2).mean())
        error = np.sqrt(((guess - outcome(fresh, contract)) ** 2).mean())
        assert own_error < 0.3 * truth.noise_sd
        assert error < 1.05 * truth.best_rmse


def one_hot(
    cohort: Cohort, contract: Contract
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    columns = []
    for column in contract.inputs:
        values = cohort.columns[column.name]
        if isinstance(column, CategoryInput):
            columns += [values == level for level in column.codes]
        else:
            low, high = column.range
            columns.append((values - low) / (high - low) * 2 - 1)
    return np.column_stack(columns).astype(np.float64)


def test_a_hundred_thousand_rows_are_written_with_every_name_once(
    contract: Contract, truth: GroundTruth
) -> None:
    cohort = generate(contract, truth, 100_000, seed=5)
    assert len(set(cohort.ids)) == 100_000
    assert cohort_csv(cohort, contract).count(b"\n") == 100_001


@pytest.mark.parametrize(("rows", "seed"), [(0, 1), (-1, 1), (10_000_001, 1), (5, -1)])
def test_a_cohort_of_no_size_is_refused(
    contract: Contract, truth: GroundTruth, rows: int, seed: int
) -> None:
    with pytest.raises(GroundTruthError):
        generate(contract, truth, rows, seed)


def test_the_truth_of_another_contract_is_refused(truth: GroundTruth) -> None:
    text = sample_contract().read_text(encoding="utf-8").replace("seed: 20240101", "seed: 1")
    with pytest.raises(GroundTruthError, match="another contract"):
        generate(parse_contract(text), truth, 5, 1)


@pytest.mark.parametrize("spoil", ["missing", "unknown", "text", "gap"])
def test_columns_that_the_truth_cannot_judge_are_refused(
    contract: Contract, truth: GroundTruth, spoil: str
) -> None:
    columns = dict(generate(contract, truth, 3, 1).columns)
    number = next(c.name for c in contract.inputs if isinstance(c, NumberInput))
    category = next(
        c.name for c in contract.inputs if c.name in truth.needs and isinstance(c, CategoryInput)
    )
    match spoil:
        case "missing":
            del columns[number]
        case "unknown":
            columns[category] = np.array(["?", "?", "?"])
        case "text":
            columns[number] = np.array(["a", "b", "c"])
        case _:
            columns[number] = np.array([1.0, math.nan, 2.0])
    with pytest.raises(GroundTruthError):
        expected_outcome(truth, columns)


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_the_real_data_satisfy_the_sample_contract(contract: Contract) -> None:
    table = read_table(REAL, contract.places)
    assert table.row_count == 1000
    assert table.problems == ()
    assert broken_rules(table, contract) == set()
    for column in contract.inputs:
        seen = set(table.columns[column.name])
        if isinstance(column, CategoryInput):
            assert seen == set(column.codes)
        else:
            ends = column.range
            assert (min(map(float, seen)), max(map(float, seen))) == ends


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_a_contract_drafted_from_the_real_data_accepts_them() -> None:
    table = read_table(REAL)
    draft = parse_contract(draft_contract(table.header, table.rows()))
    assert draft.patient is not None
    assert draft.patient.name == table.header[0]
    assert draft.outcome.name == table.header[-1]
    assert broken_rules(table, draft) == set()


def test_a_contract_drafted_from_a_cohort_accepts_it(
    contract: Contract, truth: GroundTruth, tmp_path: Path
) -> None:
    path = tmp_path / "cohort.csv"
    path.write_bytes(cohort_csv(generate(contract, truth, 3000, seed=2), contract))
    table = read_table(path)
    draft = parse_contract(draft_contract(table.header, table.rows()))
    assert draft.places == contract.places
    assert broken_rules(table, draft) == set()
