"""What is found out about the model, and whether it comes out the same again."""

from dataclasses import asdict, replace

import numpy as np

from engine.canonical import canonical_json, sha256_hex
from engine.contract.model import Contract
from engine.models.content import (
    CALIBRATION,
    EVALUATION,
    REFERENCE,
    Calibration,
    Reference,
    encode,
)
from engine.models.differences import DIFFERENCES
from engine.progress import Progress
from trainer.evaluation.reliability import Recipe
from trainer.evaluation.spread import Misses
from trainer.pipeline.judging import (
    calibrate_intervals,
    evaluate_parts,
    judge_promises,
    measure_figures,
    measure_telling_apart,
    reference_of,
)
from trainer.pipeline.passing import (
    LEARNING,
    MISSES,
    MODEL,
    PREDICTOR,
    PROMISES,
    FittedModel,
    array_files,
    arrays_in,
    names_of,
    pack_files,
    read,
)
from trainer.pipeline.plan import Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import learnt_view


def calibrated(plan: Plan) -> Stage:
    """Set the width of the intervals."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)
        calibration, misses = calibrate_intervals(
            learning, model.learner, model.scored(learning.dataset)
        )
        misses = misses or Misses(*(np.empty(0, kind) for kind in (int, float, int)))
        arrays = array_files(MISSES, misses.rows, misses.error, misses.part)
        return {CALIBRATION: encode(calibration), **arrays}

    view = learnt_view(plan.contract)
    stage = plan.stage("calibrate", (*LEARNING, *MODEL), view, run, seed=plan.seed)
    return replace(stage, sealed=names_of(MISSES), share=20.0)


def described(plan: Plan) -> Stage:
    """Describe what was learnt from."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)
        scored = model.scored(learning.dataset)
        return {REFERENCE: encode(reference_of(learning, scored))}

    view = learnt_view(plan.contract)
    return plan.stage("describe", (*LEARNING, *MODEL), view, run)


def evaluated(plan: Plan) -> Stage:
    """Look at the rows held out."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)
        scored = model.scored(learning.dataset)
        calibration = read(Calibration, inputs[f"calibrate/{CALIBRATION}"])
        reference = read(Reference, inputs[f"describe/{REFERENCE}"])
        misses = Misses(*arrays_in(MISSES, inputs))
        recipe = Recipe(
            model.learner, plan.seed, plan.threads, misses if misses.rows.size else None
        )
        held_out = scored[learning.split.hold_out]
        figures = measure_figures(learning, held_out, calibration)
        evaluation = evaluate_parts(learning, scored, calibration, reference, recipe)
        promised = judge_promises(learning, scored, calibration, evaluation)
        progress.report("tell apart", 0.7)
        differences = measure_telling_apart(learning, model.learner, scored)
        return {
            "figures.json": encode(figures),
            PROMISES.partition("/")[2]: canonical_json([asdict(one) for one in promised]),
            EVALUATION: encode(evaluation),
            DIFFERENCES: encode(differences),
        }

    needs = (*LEARNING, *MODEL, f"calibrate/{CALIBRATION}", f"describe/{REFERENCE}", *MISSES)
    view = learnt_view(plan.contract)
    stage = plan.stage("evaluate", needs, view, run, seed=plan.seed)
    return replace(stage, share=20.0)


def repeated(plan: Plan) -> Stage:
    """Make it a second time, for the digests."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        learning, model = plan.learning(contract, inputs), FittedModel.read(contract, inputs)
        again = replace(model, form=learning.fit(model.learner).form)
        scored = again.scored(learning.dataset)
        calibration, _misses = calibrate_intervals(learning, model.learner, scored)
        made = {
            PREDICTOR: pack_files(again.form.files()),
            CALIBRATION: encode(calibration),
            REFERENCE: encode(reference_of(learning, scored)),
        }
        return {"digests.json": canonical_json({n: sha256_hex(b) for n, b in made.items()})}

    view = learnt_view(plan.contract)
    stage = plan.stage("repeat", (*LEARNING, *MODEL), view, run, seed=plan.seed)
    return replace(stage, share=20.0)
