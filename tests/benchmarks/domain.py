"""How well the domain tells shifted cases from usual ones, beside what a guess would."""

from statistics import mean

from tests.benchmarks.measure import Goal, Result
from tests.benchmarks.setting import Setting
from tests.benchmarks.shifts import SHIFTS, Told, told_apart

_SHIFTED = {
    "distribution": "of an older ward",
    "combinations": "of new combinations",
    "mixtures": "of side effects that the drug has not",
}
_GOAL = Goal("at least", 0.9)


def measure(setting: Setting) -> list[Result]:
    """Judge usual and shifted cases over seeds of the cohort."""
    seeds = range(setting.scaled(20, 2))
    return [
        _result(shift, [told_apart(setting, draw(setting, seed)) for seed in seeds])
        for shift, draw in SHIFTS.items()
    ]


def _result(shift: str, told: list[Told]) -> Result:
    return Result(
        name="domain",
        what=f"cases {_SHIFTED[shift]} told from usual ones",
        peer="a guess: 0.5",
        reads="area",
        figure=mean(one.by_surprise for one in told),
        goal=_GOAL,
        rounds=len(told),
        notes={
            "least": min(one.by_surprise for one in told),
            "by_status_alone": mean(one.by_status for one in told),
            "usual_ones_flagged": mean(one.usual_flagged for one in told),
        },
    )
