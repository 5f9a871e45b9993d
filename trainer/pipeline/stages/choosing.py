"""Which family, and the model itself."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from engine.canonical import canonical_json
from engine.contract.model import Contract, Family
from engine.progress import Progress
from trainer.evaluation.comparison import (
    against_mean,
    choose,
    run_trial,
)
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
    """Cross-validate one family."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        learning = plan.learning(contract, inputs)
        trials = run_trial(
            learning.dataset,
            learning.split.develop,
            family,
            seed=plan.seed,
            threads=plan.threads,
            progress=progress,
        )
        facts = {"errors": trials.errors.tolist(), "share": trials.share}
        return {"errors.json": canonical_json(facts)}

    view = family_view(plan.contract, family)
    stage = plan.stage(f"compare-{family}", LEARNING, view, run, seed=plan.seed)
    return replace(stage, share=_COST[family])


def learnt(plan: Plan) -> Stage:
    """Choose a family and learn the model."""

    def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
        trials = {family: trials_in(family, inputs) for family in plan.families}
        family = choose(trials) if plan.requested == "auto" else plan.requested
        verdict = against_mean(trials[family], trials["mean"])
        progress.report(f"learn {family}", 0.0)
        fitted = plan.learning(contract, inputs).fit(family)
        choice = {"family": family, "tried": len(trials) - 1, "verdict": asdict(verdict)}
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


# About how long each family's comparison takes beside a small stage.
_COST: Mapping[Family, float] = {"mean": 1, "ridge": 10, "boosting": 100, "forest": 600}
