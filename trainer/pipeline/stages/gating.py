"""The verdicts."""

from engine.canonical import canonical_json, parse_canonical, sha256_hex
from engine.contract.model import Contract
from engine.models.content import Figures
from engine.progress import Progress
from trainer.evaluation.comparison import Beside
from trainer.evaluation.gates.coverage import coverage_gate
from trainer.evaluation.gates.leakage import leakage_gate, sides_gate
from trainer.evaluation.gates.reproduction import reproduction_gate
from trainer.evaluation.gates.skill import skill_gate
from trainer.evaluation.gates.subgroups import subgroup_gate
from trainer.evaluation.leaks import Leaks
from trainer.evaluation.promises import Promised
from trainer.pipeline.passing import CHOICE, GATES, LEAKS, PROMISES, REPEATED, read
from trainer.pipeline.plan import Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import gates_view


def gated(plan: Plan) -> Stage:
    """Judge by the release gates: all that rests on their limits, and nothing else does."""

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        choice = parse_canonical(inputs[CHOICE])
        found = parse_canonical(inputs[LEAKS])
        lone, formula = tuple(found.pop("lone_r2")), tuple(found.pop("formula"))
        leaks = Leaks(lone_r2=lone, formula=formula, **found)
        promises = [Promised(**one) for one in parse_canonical(inputs[PROMISES])]
        figures = read(Figures, inputs["evaluate/figures.json"])
        beside = Beside(**choice["verdict"])
        gates = (
            skill_gate(contract, choice["family"], beside, choice["tried"]),
            coverage_gate(contract, promises),
            subgroup_gate(contract, promises),
            leakage_gate(contract, leaks, figures.r2),
            sides_gate(contract, leaks),
            reproduction_gate(
                {name.partition("/")[2]: sha256_hex(inputs[name]) for name in REPEATED},
                parse_canonical(inputs["repeat/digests.json"]),
            ),
        )
        return {GATES: canonical_json([g.model_dump(mode="json") for g in gates])}

    needs = (CHOICE, LEAKS, PROMISES, *REPEATED, "evaluate/figures.json", "repeat/digests.json")
    return plan.stage("gates", needs, gates_view(plan.contract), run)
