"""The stages from a CSV to a package, as a graph: what each needs, rests on and gives."""

from trainer.pipeline.plan import Plan
from trainer.pipeline.stage import Stage
from trainer.pipeline.stages import choosing, gating, measuring, packaging, preparing, reporting


def stages_of(plan: Plan) -> tuple[Stage, ...]:
    """Every stage, each after those that it needs."""
    return (
        preparing.ingested(plan),
        preparing.validated(plan),
        preparing.preprocessed(plan),
        preparing.split(plan),
        preparing.searched_for_leaks(plan),
        *(choosing.compared(plan, family) for family in plan.families),
        choosing.learnt(plan),
        measuring.calibrated(plan),
        measuring.described(plan),
        measuring.evaluated(plan),
        measuring.repeated(plan),
        reporting.curved(plan),
        reporting.reported(plan),
        gating.gated(plan),
        packaging.packaged(plan),
        *(() if plan.against is None else (reporting.compared_with(plan, plan.against),)),
    )
