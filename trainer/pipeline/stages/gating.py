"""The verdicts."""

from engine.canonical import canonical_json, parse_canonical, sha256_hex
from engine.contract.model import Contract
from engine.models.content import (
    CALIBRATION,
    Calibration,
    Figures,
)
from engine.progress import Progress
from trainer.evaluation.comparison import (
    Beside,
)
from trainer.evaluation.gates import coverage_gate, reproduction_gate, skill_gate
from trainer.pipeline.passing import (
    CHOICE,
    GATES,
    REPEATED,
    SPLIT,
    read,
    split_in,
)
from trainer.pipeline.plan import Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import gates_view


def gated(plan: Plan) -> Stage:
    """Judge by the release gates."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        choice = parse_canonical(inputs[CHOICE])
        calibration = read(Calibration, inputs[f"calibrate/{CALIBRATION}"])
        figures = read(Figures, inputs["evaluate/figures.json"])
        held_out = split_in(inputs).hold_out.size
        verdict = Beside(**choice["verdict"])
        gates = (
            skill_gate(contract, choice["family"], verdict, choice["tried"]),
            coverage_gate(contract, calibration, figures, held_out),
            reproduction_gate(
                {name.partition("/")[2]: sha256_hex(inputs[name]) for name in REPEATED},
                parse_canonical(inputs["repeat/digests.json"]),
            ),
        )
        return {GATES: canonical_json([g.model_dump(mode="json") for g in gates])}

    needs = (
        CHOICE,
        *REPEATED,
        "evaluate/figures.json",
        "repeat/digests.json",
        *SPLIT,
    )
    return plan.stage("gates", needs, gates_view(plan.contract), run)
