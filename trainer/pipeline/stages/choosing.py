"""Which family, with which settings, and the model itself."""

import math
from collections.abc import Mapping
from dataclasses import asdict, replace

from engine.canonical import canonical_json
from engine.contract.model import Contract, Family
from engine.progress import Progress
from trainer.evaluation.comparison import Trial, against_mean, as_chosen, choose
from trainer.learning.search import ALL_ROWS, Tried, candidates, rungs
from trainer.pipeline.passing import (
    LEARNING,
    PREDICTOR,
    pack_files,
    trials_in,
)
from trainer.pipeline.plan import Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import family_view, learning_view


def compared(plan: Plan, family: Family) -> Stage:
    """Cross-validate one family, each part with settings that were found without it."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        learning = plan.learning(contract, inputs)
        trials = Trial(
            dataset=learning.dataset,
            split=learning.split,
            family=family,
            seed=plan.seed,
            workers=plan.workers,
            progress=progress,
            told=lambda tried: plan.told(_line(contract, tried)),
        ).run()
        facts = {
            "errors": trials.errors.tolist(),
            "share": trials.share,
            "settings": trials.learner.values,
        }
        return {"errors.json": canonical_json(facts)}

    view = family_view(plan.contract, family)
    stage = plan.stage(f"compare-{family}", LEARNING, view, run, seed=plan.seed)
    return replace(stage, share=_cost(plan.contract, family))


def learnt(plan: Plan) -> Stage:
    """Choose a family and learn the model."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        trials = {family: trials_in(family, inputs) for family in plan.families}
        if plan.requested == "auto":
            family, judged = choose(trials), as_chosen(trials, contract.training.folds)
        else:
            family, judged = plan.requested, trials[plan.requested].errors
        progress.report(f"learn {family}", 0.0)
        learner = trials[family].learner
        fitted = plan.learning(contract, inputs).fit(learner)
        choice = {
            "family": family,
            "settings": learner.values,
            "tried": len(trials) - 1,
            "verdict": asdict(against_mean(judged, trials["mean"])),
        }
        return {
            "choice.json": canonical_json(choice),
            PREDICTOR: pack_files(fitted.form.files()),
        }

    errors = (f"compare-{family}/errors.json" for family in plan.families)
    return plan.stage(
        "learn",
        (*LEARNING, *errors),
        learning_view(plan.contract),
        run,
        seed=plan.seed,
        requested=plan.requested,
    )


def _line(contract: Contract, tried: Tried) -> Mapping[str, object]:
    """What a curve says of a candidate; docs/learning.md tells its fields."""
    parts = contract.training.folds * contract.training.repeats
    return {
        "family": tried.learner.family,
        "settings": tried.learner.values,
        "rung": tried.rung,
        "rows": tried.rows,
        "part": tried.problem if tried.problem < parts else None,
        "rmse": math.sqrt(tried.error),
        "best": math.sqrt(tried.best),
    }


# About how long each family's comparison takes beside a small stage, without a search.
_COST: Mapping[Family, float] = {"mean": 1, "ridge": 10, "boosting": 100, "forest": 600}


def _cost(contract: Contract, family: Family) -> float:
    tried, asked = candidates(contract, family), contract.training.search
    if len(tried) == 1:
        return _COST[family]
    steps = rungs(asked.method, len(tried), ALL_ROWS)
    return _COST[family] * (1 + asked.folds * sum(step.share * step.entered for step in steps))
