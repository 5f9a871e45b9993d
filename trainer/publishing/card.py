"""The model card: what the model is for, on what it rests, how well it does and where it ends.

It holds no date and no person; those are in the signed statements.
"""

from engine.contract.model import Contract
from engine.contract.rules import permitted_text
from engine.inference.trust import Trust
from engine.models.content import Calibration, Data, Figures, Gate
from engine.models.evaluation import Evaluation, Held
from trainer.publishing.findings import Findings

DISCLAIMER = "It gives no diagnosis and recommends no treatment."
LIMITS = (
    "A score is an association in past data, not the effect of a treatment. It holds for patients "
    "like those above; outside their ranges and combinations the answer says so. The interval "
    "holds on average over such patients, not for each group of them; below it is told for which "
    "groups it held least often."
)
_SHOWN_SUBGROUPS = 5
_VERDICTS = {"passed": "passed", "watch": "WATCH", "refused": "REFUSED"}
_KINDS = {
    "inside": "Held-out rows inside the training data",
    "borderline": "Held-out rows at the rim of it",
    "outside": "Held-out rows outside of it",
    "combination": "Rows of combinations that were kept from learning for this test",
    "range": "Rows at the ends of a number that were kept from learning for this test",
}


def write_card(contract: Contract, data: Data, findings: Findings) -> str:
    """Write the card as Markdown.

    Args:
        contract: Says what the model is for and what its inputs mean.
        data: The rows behind it.
        findings: What was found out about it.
    """
    provenance = contract.provenance
    paragraphs = [
        f"# {contract.title}",
        "" if findings.promotable else "For exploration only: a release gate refused it.",
        f"Not for care: {provenance.statement}" if provenance.synthetic else "",
        "## Intended use",
        contract.purpose,
        "" if DISCLAIMER in contract.purpose else DISCLAIMER,
        "## Data",
        provenance.statement,
        _rows(data),
        "## Inputs",
        *_inputs(contract),
        f"## Figures on the {data.held_out:,} rows held out",
        _figures(findings.family, findings.figures, findings.calibration),
        _widths(findings.calibration),
        "## Release gates",
        "\n".join(_verdict(gate) for gate in findings.gates),
        "## Limits",
        LIMITS,
        *_reliability(findings.evaluation),
        *_subgroups(contract, findings.evaluation),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _rows(data: Data) -> str:
    return (
        f"{data.rows:,} rows (SHA-256 {data.sha256}): {data.learned:,} to learn from, "
        f"{data.calibrated:,} to calibrate the interval, {data.held_out:,} held out."
    )


def _inputs(contract: Contract) -> tuple[str, str]:
    rows = [
        f"| {_cell(c.label)} | {_cell(permitted_text(c))} | {c.known} treatment |"
        for c in contract.inputs
    ]
    table = "\n".join(["| input | permitted | known |", "| --- | --- | --- |", *rows])
    late = ", ".join(column.label for column in contract.inputs if column.known == "after")
    warning = (
        f"Known only after treatment began: {late}. A score that rests on them cannot be had when "
        "the treatment is chosen."
    )
    return table, warning if late else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _figures(family: str, figures: Figures, calibration: Calibration) -> str:
    return (
        f"Family: {family}. RMSE {figures.rmse:.3f} (the mean alone: {figures.baseline_rmse:.3f}), "
        f"MAE {figures.mae:.3f}, R2 {figures.r2:.3f}. The {calibration.level:.0%} interval is "
        f"{figures.interval_width:.2f} points wide and held {figures.coverage:.1%}."
    )


def _widths(calibration: Calibration) -> str:
    if calibration.spread is not None:
        return (
            "Intervals are wider where the model misses more: on the rows that were learnt from, "
            f"that took away {calibration.gain:.1%} of the mean interval score."
        )
    if calibration.gain <= 0:
        found = "would not have made better ones"
    else:
        found = f"would have made little better ones ({calibration.gain:.1%} of the interval score)"
    return f"Every interval has the same width: widths that follow the inputs {found}."


def _reliability(evaluation: Evaluation) -> list[str]:
    if not evaluation.reliability:
        return []
    rows = [f"| {_KINDS[one.kind]} | {_held(one.coverage)} |" for one in evaluation.reliability]
    return [
        "## How often intervals held, by kind of case",
        "\n".join(["| kind | held |", "| --- | --- |", *rows]),
        f"In brackets the {evaluation.level:.0%} confidence interval (Clopper-Pearson).",
    ]


def _subgroups(contract: Contract, evaluation: Evaluation) -> list[str]:
    named = Trust(contract, evaluation).by_coverage()
    if not named:
        return []
    rows = [
        f"| {_cell(note.label)} {_cell(note.value)} | {note.figures.coverage.rows:,} | "
        f"{note.figures.mae:.3f} ({note.figures.mae_low:.3f} to {note.figures.mae_high:.3f}) | "
        f"{_held(note.figures.coverage)} |"
        for note in named[:_SHOWN_SUBGROUPS]
    ]
    return [
        "## Subgroups in which intervals held least often",
        "\n".join(["| subgroup | rows | MAE | held |", "| --- | --- | --- | --- |", *rows]),
        (
            f"Of {evaluation.told:,} subgroups of at least {evaluation.least} held-out rows. In "
            "brackets confidence intervals that hold for all of them at once with "
            f"{evaluation.level:.0%} (Bonferroni)."
        ),
    ]


def _held(coverage: Held) -> str:
    return f"{coverage.share:.1%} of {coverage.rows:,} ({coverage.low:.1%} to {coverage.high:.1%})"


def _verdict(gate: Gate) -> str:
    return f"- {_VERDICTS[gate.verdict]}: {gate.name}. {gate.sentence}"
