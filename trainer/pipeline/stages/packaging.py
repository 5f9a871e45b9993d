"""The files of the package."""

from engine.contract.model import Contract
from engine.models.content import (
    CALIBRATION,
    EVALUATION,
    REFERENCE,
    REPORT,
)
from engine.models.differences import DIFFERENCES
from engine.progress import Progress
from trainer.pipeline.passing import (
    GATES,
    MODEL,
    SPLIT,
    findings_in,
    split_in,
)
from trainer.pipeline.plan import DATA, Plan
from trainer.pipeline.stage import Contents, Stage
from trainer.publishing.package import build_package


def packaged(plan: Plan) -> Stage:
    """Lay out the package."""
    needs = (
        DATA,
        *SPLIT,
        *MODEL,
        f"calibrate/{CALIBRATION}",
        f"describe/{REFERENCE}",
        "evaluate/figures.json",
        f"evaluate/{EVALUATION}",
        f"evaluate/{DIFFERENCES}",
        f"report/{REPORT}",
        f"gates/{GATES}",
    )

    def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
        return build_package(
            contract,
            plan.sha256,
            split_in(inputs),
            findings_in(contract, inputs),
            requested=plan.requested,
            seed=plan.seed,
        )

    return plan.stage(
        "package", needs, plan.contract, run, seed=plan.seed, requested=plan.requested
    )
