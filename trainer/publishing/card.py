"""The model card: what the model is for, on what it rests, how well it does and where it ends.

It holds no date and no person; those are in the signed statements.
"""

from engine.contract.model import Contract
from engine.contract.rules import permitted_text
from engine.models.content import Calibration, Data, Figures, Gate

DISCLAIMER = "It gives no diagnosis and recommends no treatment."
LIMITS = (
    "A score is an association in past data, not the effect of a treatment. It holds for patients "
    "like those above; outside their ranges and combinations the answer says so. The interval "
    "holds on average over such patients, not for each group of them."
)


def write_card(
    contract: Contract,
    family: str,
    data: Data,
    figures: Figures,
    calibration: Calibration,
    gates: tuple[Gate, ...],
) -> str:
    """Write the card as Markdown.

    Args:
        contract: Says what the model is for and what its inputs mean.
        family: The family that was learnt.
        data: The rows behind it.
        figures: How it did on the rows held out.
        calibration: The interval.
        gates: The verdicts.
    """
    provenance = contract.provenance
    paragraphs = [
        f"# {contract.title}",
        "" if all(g.passed for g in gates) else "For exploration only: a release gate refused it.",
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
        _figures(family, figures, calibration),
        "## Release gates",
        "\n".join(_verdict(gate) for gate in gates),
        "## Limits",
        LIMITS,
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


def _verdict(gate: Gate) -> str:
    return f"- {'passed' if gate.passed else 'REFUSED'}: {gate.name}. {gate.sentence}"
