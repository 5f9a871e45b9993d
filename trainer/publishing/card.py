"""The model card: what the model is for, on what it rests, how well it does and where it ends.

It holds no date and no person; those are in the signed statements.
"""

from engine.contract.model import Contract
from engine.contract.rules import permitted_text
from engine.models.content import Calibration, Data, Figures, Gate

DISCLAIMER = "It gives no diagnosis and recommends no treatment."


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
    promotable = all(gate.passed for gate in gates)
    late = [column.label for column in contract.inputs if column.known == "after"]
    lines = [
        f"# {contract.title}",
        "",
        "For exploration only: a release gate refused it." if not promotable else "",
        f"Not for care: {contract.provenance.statement}" if contract.provenance.synthetic else "",
        "",
        "## Intended use",
        "",
        contract.purpose,
        "" if DISCLAIMER in contract.purpose else DISCLAIMER,
        "",
        "## Data",
        "",
        contract.provenance.statement,
        "",
        f"{data.rows:,} rows (SHA-256 {data.sha256}): {data.learned:,} to learn from, "
        f"{data.calibrated:,} to calibrate the interval, {data.held_out:,} held out.",
        "",
        "## Inputs",
        "",
        "| input | permitted | known |",
        "| --- | --- | --- |",
        *(f"| {c.label} | {permitted_text(c)} | {c.known} treatment |" for c in contract.inputs),
        "",
        f"Known only after treatment began: {', '.join(late)}. A score that rests on them cannot "
        "be had when the treatment is chosen."
        if late
        else "",
        "",
        f"## Figures on the {data.held_out:,} rows held out",
        "",
        f"Family: {family}. RMSE {figures.rmse:.3f} (the mean alone: {figures.baseline_rmse:.3f}), "
        f"MAE {figures.mae:.3f}, R2 {figures.r2:.3f}.",
        f"The {calibration.level:.0%} interval is {figures.interval_width:.2f} points wide and held "
        f"{figures.coverage:.1%}.",
        "",
        "## Release gates",
        "",
        *(f"- {'passed' if gate.passed else 'REFUSED'}: {gate.name}. {gate.sentence}" for gate in gates),
        "",
        "## Limits",
        "",
        "A score is an association in past data, not the effect of a treatment. It holds for "
        "patients like those above; outside their ranges and combinations the answer says so. The "
        "interval holds on average over such patients, not for each group of them.",
    ]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"
