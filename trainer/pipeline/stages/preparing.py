"""From a file of rows to coded rows in three parts."""

from dataclasses import asdict, replace

from engine.canonical import canonical_json
from engine.contract.model import Contract
from engine.progress import Progress
from trainer.dataset.ingest import ingest
from trainer.dataset.split import split_rows
from trainer.dataset.validation import code_rows, validate
from trainer.evaluation.leaks import look_for_leaks
from trainer.pipeline.passing import (
    ALIAS,
    INGESTED,
    LEAKS,
    PREPROCESSED,
    SPLIT,
    TOKENS,
    array_files,
    arrays_in,
    dataset_in,
    names_of,
    rows_in,
    split_in,
)
from trainer.pipeline.plan import DATA, Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import data_view, learnt_view


def ingested(plan: Plan) -> Stage:
    """Read the rows; references of patients become keyed tokens."""
    view = data_view(plan.contract)

    def run(contract: Contract, _: Contents, __: Progress) -> Contents:
        rows, tokens = ingest(plan.data, contract, plan.key.token, plan.sha256)
        return {**rows.pack(), TOKENS.partition("/")[2]: canonical_json(list(tokens))}

    stage = plan.stage("ingest", (DATA,), view, run, key=plan.key.id)
    return replace(stage, sealed=names_of((*INGESTED, TOKENS)))


def validated(plan: Plan) -> Stage:
    """Refuse rows that do not fit."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        rows = rows_in(inputs)
        validate(rows, contract, plan.data.name)
        return {"accepted.json": canonical_json({"rows": rows.patient.size})}

    return plan.stage("validate", INGESTED, data_view(plan.contract), run)


def preprocessed(plan: Plan) -> Stage:
    """Code the rows as numbers."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        dataset = code_rows(rows_in(inputs), contract)
        arrays = (dataset.coded, dataset.outcome, dataset.patient)
        return array_files(PREPROCESSED, *arrays)

    needs = (*INGESTED, "validate/accepted.json")
    stage = plan.stage("preprocess", needs, data_view(plan.contract), run)
    return replace(stage, sealed=names_of(PREPROCESSED))


def split(plan: Plan) -> Stage:
    """Decide which rows teach, calibrate and are held out."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        split = split_rows(dataset_in(contract, inputs), plan.seed)
        return array_files(SPLIT, split.learn, split.calibrate, split.hold_out)

    view = learnt_view(plan.contract)
    stage = plan.stage("split", PREPROCESSED, view, run, seed=plan.seed)
    return replace(stage, sealed=names_of(SPLIT))


def searched_for_leaks(plan: Plan) -> Stage:
    """Look for what could make any model look better than it is."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        (alias,) = arrays_in((ALIAS,), inputs)
        leaks = look_for_leaks(dataset_in(contract, inputs), split_in(inputs), alias)
        return {LEAKS.partition("/")[2]: canonical_json(asdict(leaks))}

    view = data_view(plan.contract)
    return plan.stage("leaks", (*PREPROCESSED, *SPLIT, ALIAS), view, run)
