"""The training report: what the figures are worth, what more rows would be, and who was better."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.inference.predictor import Predictor
from engine.inference.traversal import compile_form
from engine.models.content import CALIBRATION, EVALUATION, REPORT, Calibration, encode
from engine.models.evaluation import Evaluation
from engine.models.package import Model
from engine.models.report import Curve
from engine.progress import Progress
from trainer.dataset.split import Rows, TooFewRowsError, split_rows
from trainer.dataset.validation import Dataset
from trainer.evaluation.against import Against, compare_errors
from trainer.evaluation.learning_curve import Scores, learning_curve
from trainer.evaluation.metrics import mean
from trainer.evaluation.training_report import Known, build_report
from trainer.pipeline.judging import Learning
from trainer.pipeline.passing import (
    AGAINST,
    CURVE,
    LEARNING,
    MODEL,
    FittedModel,
    read,
    trials_in,
)
from trainer.pipeline.plan import Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import data_view, learning_view


def curved(plan: Plan) -> Stage:
    """Learn from ever more of the rows."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)

        def learn(rows: Rows) -> Scores:
            progress.report("curve", rows.size / learning.split.learn.size)
            return compile_form(learning.fit(model.learner, rows).form)

        dataset, split = learning.dataset, learning.split
        curve = learning_curve(dataset, split, plan.seed, learn, compile_form(model.form))
        return {CURVE.partition("/")[2]: encode(curve)}

    view = learning_view(plan.contract)
    stage = plan.stage("curve", (*LEARNING, *MODEL), view, run, seed=plan.seed)
    return replace(stage, share=10.0)


def reported(plan: Plan) -> Stage:
    """Judge the rows held out, figure by figure."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)
        dataset, held_out = learning.dataset, learning.split.hold_out
        known = Known(
            contract=contract,
            calibration=read(Calibration, inputs[f"calibrate/{CALIBRATION}"]),
            evaluation=read(Evaluation, inputs[f"evaluate/{EVALUATION}"]),
            trials={family: trials_in(family, inputs) for family in plan.families},
            curve=read(Curve, inputs[CURVE]),
            learnt_patients=int(np.unique(dataset.patient[learning.split.learn]).size),
            learnt_mean=mean(dataset.outcome[learning.split.learn]),
        )
        report = build_report(
            known,
            model.scored(dataset)[held_out],
            dataset.patient[held_out],
            seed=plan.seed,
            progress=progress,
        )
        return {REPORT: encode(report)}

    needs = (
        *LEARNING,
        *MODEL,
        f"calibrate/{CALIBRATION}",
        f"evaluate/{EVALUATION}",
        *(f"compare-{family}/errors.json" for family in plan.families),
        CURVE,
    )
    view = learning_view(plan.contract)
    stage = plan.stage("report", needs, view, run, seed=plan.seed)
    return replace(stage, share=5.0)


def compared_with(plan: Plan, other: Model) -> Stage:
    """Compare with another model, on the rows held out; no part of the package."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)
        dataset, rows = learning.dataset, learning.split.hold_out
        outcome, coded = dataset.outcome[rows], dataset.coded[rows]
        errors = compare_errors(
            outcome - compile_form(model.form)(coded),
            outcome - Predictor(other).scores(coded),
            dataset.patient[rows],
            seed=plan.seed,
            progress=progress,
        )
        same = other.manifest.data.sha256 == plan.sha256
        seen = _seen(learning, other) if same and patients_alike(contract, other) else None
        found = Against(
            sha256=other.sha256,
            promotable=other.manifest.promotable,
            same_data=same,
            seen=seen,
            errors=errors,
        )
        return {AGAINST.partition("/")[2]: encode(found)}

    view = learning_view(plan.contract)
    stage = plan.stage(
        "against", (*LEARNING, *MODEL), view, run, seed=plan.seed, other=other.sha256
    )
    return replace(stage, share=2.0)


def patients_alike(contract: Contract, other: Model) -> bool:
    """Whether both contracts read the same patients, and the same rows, from a file."""
    return data_view(contract).digest == data_view(other.contract).digest


def _seen(learning: Learning, other: Model) -> int | None:
    """How many of the rows held out taught or calibrated the other model, from the same file.

    Its split follows from its seed and its contract, so it can be made again; where that gives
    other counts than its manifest tells, it was made otherwise, and nobody knows.
    """
    dataset, data = learning.dataset, other.manifest.data
    theirs = Dataset(other.contract, dataset.coded, dataset.outcome, dataset.patient)
    try:
        split = split_rows(theirs, other.manifest.seed)
    except TooFewRowsError:
        return None
    counts = (split.learn.size, split.calibrate.size, split.hold_out.size)
    if counts != (data.learned, data.calibrated, data.held_out):
        return None
    common: NDArray[np.int64] = np.intersect1d(learning.split.hold_out, split.develop)
    return int(common.size)
