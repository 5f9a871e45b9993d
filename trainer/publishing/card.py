"""The model card: what the model is for, on what it rests, how well it does and where it ends.

It holds no date and no person; those are in the signed statements. Its parts are those of Mitchell
et al., Model Cards for Model Reporting (2019), section 4, in their order.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.contract.model import Contract
from engine.contract.rules import permitted_text
from engine.models.content import Data, Gate, Software
from engine.models.evaluation import Held
from trainer.evaluation.parts import Part
from trainer.publishing import words
from trainer.publishing.findings import Findings
from trainer.publishing.words import DISCLAIMER

LIMITS = (
    "A score is an association in past data, not the effect of a treatment. It holds for patients "
    "like those above; outside their ranges and combinations the answer says so. The interval "
    "holds on average over such patients, not for each group of them; it is told above for which "
    "groups it held least often."
)
_SHOWN_SUBGROUPS = 5
_VERDICTS = {"passed": "passed", "watch": "WATCH", "refused": "REFUSED"}
_SPECIAL = re.compile(r"([\\`\[\]<>|&])")


@dataclass(frozen=True)
class Making:
    """How a package was made.

    Attributes:
        contract: Says what the model is for and what its inputs mean.
        data: The rows behind it.
        requested: The family that was asked for.
        seed: What was drawn from.
        software: What its bytes rest on.
    """

    contract: Contract
    data: Data
    requested: str
    seed: int
    software: Software


def write_card(making: Making, findings: Findings) -> str:
    """Write the card as Markdown.

    Args:
        making: How the package was made.
        findings: What was found out about it.
    """
    contract = making.contract
    paragraphs = [
        f"# {_plain(contract.title)}",
        *_standing(contract, findings),
        "## Model details",
        *_details(making, findings),
        "## Intended use",
        *_use(contract, findings),
        "## Factors",
        *_inputs(contract),
        "## Metrics",
        _metrics(making.data, findings),
        "## Evaluation data",
        _evaluation_data(making.data, findings),
        "## Training data",
        *_training_data(making, findings),
        "## Quantitative analyses",
        *_figures(findings),
        *_compared(findings),
        *_reliability(findings),
        *_subgroups(contract, findings),
        "## Ethical considerations",
        *_ethics(),
        "## Limits and recommendations",
        LIMITS,
        _reproduce(making),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _standing(contract: Contract, findings: Findings) -> Iterator[str]:
    if not findings.promotable:
        refused = "; ".join(g.name for g in findings.gates if g.verdict == "refused")
        yield f"**For exploration only: a release gate refused it ({_plain(refused)}).**"
    if contract.provenance.synthetic:
        yield f"**Not for care: {_plain(contract.provenance.statement)}**"


def _details(making: Making, findings: Findings) -> tuple[str, str]:
    calibration, contract = findings.calibration, making.contract
    outcome, (low, high) = contract.outcome, contract.outcome.range
    asked = (
        "the simplest that is as good as the best"
        if making.requested == "auto"
        else f"{making.requested} was asked for"
    )
    unit = f" {outcome.unit.label}" if outcome.unit else ""
    facts = [
        ("predicts", f"{outcome.label}: {outcome.help} From {low:g} to {high:g}{unit}."),
        ("family", f"{findings.family} ({asked})"),
        ("settings", words.settings_text(findings.settings)),
        (
            "intervals",
            f"split conformal, {calibration.level:.0%}, set by {calibration.rows:,} rows",
        ),
        ("contract", f"{contract.name}, SHA-256 {contract.digest}"),
        ("training data", f"SHA-256 {making.data.sha256}"),
        ("seed", str(making.seed)),
        (
            "made with",
            ", ".join(f"{name} {value}" for name, value in making.software.model_dump().items()),
        ),
    ]
    told = "Who trained it, who approved it and when stands in the signed statements, not here."
    return _table(("what", "is"), facts), told


def _use(contract: Contract, findings: Findings) -> Iterator[str]:
    yield _plain(contract.purpose)
    yield "" if DISCLAIMER in contract.purpose else DISCLAIMER
    unfit = [
        *(["care of any patient: its data are invented"] if contract.provenance.synthetic else []),
        *([] if findings.promotable else ["advice of any kind: a release gate refused it"]),
        "choosing a treatment by its score alone: a score is no effect of a treatment",
        "patients unlike those it learnt from: see the training data below",
        "judging wards, staff or single patients by how far outcomes lie from scores",
    ]
    late = [column.label for column in contract.inputs if column.known == "after"]
    if late:
        unfit.append(f"choosing a treatment where {', '.join(late)} is filled in: known too late")
    yield "It is not made for:"
    yield "\n".join(f"- {_plain(one)}" for one in unfit)


def _inputs(contract: Contract) -> Iterator[str]:
    rows = [
        (
            c.label,
            permitted_text(c),
            f"{c.known} treatment",
            "yes" if c.may_be_unknown else "no",
            c.help,
        )
        for c in contract.inputs
    ]
    yield _table(("input", "permitted", "known", "may be unknown", "meaning"), rows)
    yield "Every permitted value stands in contract.json, in the package."
    yield _plain(words.late_words(contract))
    if contract.combination:
        labels = {column.name: column.label for column in contract.inputs}
        named = ", ".join(labels[name] for name in contract.combination)
        yield _plain(f"Judged as one combination, which training must have known: {named}.")
    yield (
        "Performance is told by every input: each value of a category, each third of a number, "
        "where enough rows were held out."
    )


def _metrics(data: Data, findings: Findings) -> str:
    report = findings.report
    return (
        f"Errors are those of raw scores on the {data.held_out:,} rows held out, in points. "
        f"Intervals of figures: {report.confidence:.0%}, bootstrap over patients, bias-corrected "
        f"and accelerated, {report.resamples:,} resamples; shares have Clopper-Pearson intervals."
    )


def _evaluation_data(data: Data, findings: Findings) -> str:
    return (
        f"{data.held_out:,} rows of {findings.report.patients:,} patients, drawn from the same "
        "file as the training data and looked at once, after everything was decided. No patient is "
        f"on two sides. Another {data.calibrated:,} rows set the width of the intervals. Rows of "
        "another place or time: `wardcast evaluate`."
    )


def _training_data(making: Making, findings: Findings) -> Iterator[str]:
    contract, data = making.contract, making.data
    patients = findings.report.learnt_patients
    yield _plain(contract.provenance.statement)
    yield (
        f"{data.rows:,} rows (SHA-256 {data.sha256}): {data.learned:,} of {patients:,} patients to "
        f"learn from, {data.calibrated:,} to calibrate the interval, {data.held_out:,} held out."
    )
    seen = list(words.population(contract, findings.reference))
    rows = [
        (one.label, one.words, "" if one.unknown is None else f"{one.unknown:.0%}") for one in seen
    ]
    outcome = words.number_words(findings.reference.outcome, contract.outcome)
    rows.append((f"{contract.outcome.label} (outcome)", outcome, ""))
    yield f"Of the {data.learned:,} rows that it learnt from:"
    yield _table(("input", "distribution", "unknown"), rows)


def _figures(findings: Findings) -> Iterator[str]:
    yield "### Release gates"
    yield "\n".join(_verdict(gate) for gate in findings.gates)
    yield "### Figures on the rows held out"
    report, coverage = findings.report, findings.report.coverage
    estimates = {name: getattr(report.estimates, name) for name in words.FIGURES}
    rows = [
        (label, words.text_of(estimates[name], percent=name in words.SHARES), says)
        for name, (label, says) in words.FIGURES.items()
    ]
    level = findings.calibration.level
    rows.insert(
        3, ("RMSE of the mean", f"{report.baseline:.3f}", "what these rows' own mean would do")
    )
    rows.append(("Coverage", _held(coverage), f"outcomes inside their {level:.0%} interval"))
    yield _table(("figure", "value (interval)", "what it is"), rows)
    yield words.calibration_words(report)
    yield words.widths_words(findings.calibration)


def _compared(findings: Findings) -> Iterator[str]:
    report = findings.report
    yield "### Families compared"
    rows = [
        (
            one.family,
            words.settings_text(one.settings),
            f"{one.rmse:.3f} (standard error {one.error:.3f})",
            "chosen" if one.family == findings.family else "",
        )
        for one in report.families
    ]
    yield _table(("family", "settings", "cross-validated RMSE", ""), rows)
    yield "### What more rows would be worth"
    yield words.curve_words(report.curve)


def _reliability(findings: Findings) -> Iterator[str]:
    evaluation = findings.evaluation
    if evaluation.reliability:
        yield "### How often intervals held, by kind of case"
        rows = [(words.KINDS[one.kind], _held(one.coverage)) for one in evaluation.reliability]
        yield _table(("kind", "held"), rows)
        yield f"In brackets the {evaluation.level:.0%} confidence interval (Clopper-Pearson)."


def _subgroups(contract: Contract, findings: Findings) -> Iterator[str]:
    parts = words.groups_of(contract, findings.evaluation, findings.report)
    yield "### Subgroups"
    if not parts:
        yield "No subgroup of the rows held out is large enough to be told."
        return
    yield "Those with the largest error:"
    yield _listed(sorted(parts, key=lambda part: -part.mae))
    yield "Those in which intervals held least often:"
    yield _listed(sorted(parts, key=lambda part: (part.coverage.share, -part.mae)))
    yield (
        f"Of {findings.report.judged:,} subgroups of at least {findings.evaluation.least} held-out "
        "rows. Each interval holds by itself; *stands out* is what chance does not explain over "
        "all subgroups at once (Holm, 0.05). The training report in the package tells of all."
    )


def _listed(parts: Sequence[Part]) -> str:
    rows = [
        (
            f"{part.cut.input} {part.cut.value}",
            f"{part.rows:,}",
            f"{part.mae:.3f} ({part.mae_low:.3f} to {part.mae_high:.3f})",
            _held(part.coverage),
            "; ".join(words.standing_out(part)),
        )
        for part in parts[:_SHOWN_SUBGROUPS]
    ]
    return _table(("subgroup", "rows", "MAE", "held", "stands out"), rows)


def _ethics() -> Iterator[str]:
    yield (
        "A model repeats what was done: where patients were treated otherwise for reasons that no "
        "column tells, its scores carry that on. Which groups it serves worse is told above, for "
        "the columns that there are; groups that no column tells of cannot be judged."
    )
    yield (
        "The package holds no row and no reference of a patient. It does hold what training saw of "
        "each column: how often each value and each known combination occurred, however rare, and "
        "the lowest and the highest number."
    )


def _reproduce(making: Making) -> str:
    return (
        "To make it again from the same rows, and compare every byte: "
        "`wardcast models reproduce PACKAGE --data CSV`, with the file whose SHA-256 stands above. "
        f"The seed is {making.seed}."
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *([_plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text of a contract: on one line, and nothing in it that Markdown would make something of."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _held(coverage: Held) -> str:
    return f"{coverage.share:.1%} of {coverage.rows:,} ({coverage.low:.1%} to {coverage.high:.1%})"


def _verdict(gate: Gate) -> str:
    return f"- {_VERDICTS[gate.verdict]}: {_plain(gate.name)}. {_plain(gate.sentence)}"
