"""What learning costs: one fit of boosting beside one of the forest, on the same rows."""

from functools import partial

from tests.benchmarks.measure import Cost, Goal, Result, interleave
from tests.benchmarks.setting import Setting
from trainer.learning.families import Learner, fit

_GOAL = Goal("at least", 50)


def measure(setting: Setting) -> list[Result]:
    """Fit each family once, on one thread, with what the contract states for it.

    Computing is counted and not what passes: seconds of the process, user and system together,
    each fit with its trees brought into the engine's form. The rows are coded before.
    """
    cohort = setting.cohort(setting.scaled(100_000, 600))
    coded = setting.coded(cohort)
    outcome = cohort.columns[setting.contract.outcome.name]
    boosting, forest = (
        partial(
            fit,
            Learner.stated(setting.contract, family),
            setting.contract.widths,
            coded,
            outcome,
            seed=setting.contract.training.seed,
            threads=1,
        )
        for family in ("boosting", "forest")
    )
    # What is imported by the first fit of all belongs to neither side.
    boosting()
    pair = interleave(boosting, forest, rounds=1, units=1, warm_up=False)
    return [
        Result(
            name="learning",
            what=f"boosting learnt from {len(coded):,} rows, one thread, CPU seconds",
            peer="the forest learnt from the same rows, one thread, CPU seconds",
            reads="speed",
            figure=pair.theirs.cpu_s / pair.ours.cpu_s,
            goal=_GOAL,
            # Seconds of the CPU in both places: another's work on the machine changes nothing.
            ours=Cost(pair.ours.cpu_s, pair.ours.cpu_s),
            theirs=Cost(pair.theirs.cpu_s, pair.theirs.cpu_s),
            rounds=pair.rounds,
            notes={"ours_passed_s": pair.ours.wall_s, "peer_passed_s": pair.theirs.wall_s},
        )
    ]
