"""An external validation as one page: what it comes to, the figures, the plots, how it was done."""

from collections.abc import Sequence

import numpy as np

from engine.inference.service import DISCLAIMER
from engine.models.evaluation import Subgroup
from engine.monitoring.drift import ColumnDrift, Level
from trainer.evaluation.bootstrap import CONFIDENCE, RESAMPLES, Estimate
from trainer.evaluation.external import External
from trainer.evaluation.external_parts import Place
from trainer.evaluation.external_verdict import Finding, Verdict, interval_text, overall
from trainer.evaluation.parts import Part
from trainer.publishing.html import external_plots, plots
from trainer.publishing.html import page as p
from trainer.publishing.html.page import Markup

_VERDICTS: dict[Verdict, str] = {"holds": "Holds", "watch": "Watch", "fails": "Fails"}
_TITLES: dict[Verdict, str] = {
    "holds": "The model holds on these rows.",
    "watch": "The model holds on these rows, with limits.",
    "fails": "The model does not hold on these rows.",
}
_MOST_REJECTS = 50


def external_page(external: External, findings: Sequence[Finding]) -> bytes:
    """Write the report; the same validation gives the same bytes."""
    model, rows = external.model, external.rows
    worst, sentence = overall(findings)
    patients = np.unique(rows.patient).size
    under = (
        f"External validation of model {model.version} on {rows.name}: {rows.outcome.size:,} rows "
        f"of {patients:,} patients"
    )
    title = f"External validation of {model.version}"
    state = external.validation.state
    standing = (
        p.chip("exploration only", "fails")
        if state == "exploration"
        else p.chip(state.replace("-", " "))
    )
    care = [p.chip("not for care", "watch")] if external.validation.not_for_care else []
    body = [
        p.heading(model.contract.title, under),
        p.verdict(worst, _TITLES[worst], sentence),
        _findings(findings),
        p.section("Figures", _figures(external)),
        p.section(
            "Predictions",
            p.beside(
                external_plots.predicted_against_observed(external),
                plots.calibration(model.contract.outcome, external.tenths),
            ),
        ),
        p.section(
            "Residuals",
            p.beside(external_plots.residuals(external), external_plots.distribution(external)),
        ),
        p.section("Subgroups", *_subgroups(external)),
        p.section("Where these patients lie", _places(external), *_drift(external)),
        p.section("Rows", *_rows(external)),
        p.section("How this was done", _method(external)),
    ]
    end = f"{DISCLAIMER} {external.validation.sentence}"
    return p.page(title, "External validation", [standing, *care], body, end)


def _findings(findings: Sequence[Finding]) -> Markup:
    return p.table(
        ("What should hold", "Figure", "Verdict"),
        [
            (
                p.strong(one.title, one.sentence),
                p.text(one.figure),
                p.chip(_VERDICTS[one.verdict], one.verdict),
            )
            for one in findings
        ],
        whole=(1,),
    )


def _figures(external: External) -> Markup:
    found, stated = external.estimates, external.promised
    level, held = external.model.calibration.level, external.coverage
    unit = external.model.contract.outcome.unit
    points = f", in {unit.label}" if unit else ", in points"
    lines: list[tuple[str, str, str, str]] = [
        _line(f"RMSE{points}", found["rmse"], f"{stated.rmse:.3f}", "root mean squared error"),
        _line(f"MAE{points}", found["mae"], f"{stated.mae:.3f}", "mean absolute error"),
        _line("R2", found["r2"], f"{stated.r2:.3f}", "share of the variance that is explained"),
        (
            "RMSE of the mean of these rows",
            f"{external.baseline:.3f}",
            f"{stated.baseline_rmse:.3f}",
            "what the plain mean would do",
        ),
        (
            "RMSE of the mean of training",
            f"{external.baseline_training:.3f}",
            "",
            "what the mean would do that was known before",
        ),
        _line("Mean difference", found["bias"], "0", "outcome less score, on average"),
        _line("Slope", found["slope"], "1", "of the outcome over the score"),
        _line("Intercept", found["intercept"], "0", "of the same line"),
        (
            "Coverage",
            f"{held.share:.1%} ({held.low:.1%} to {held.high:.1%})",
            f"{level:.0%} promised, {stated.coverage:.1%} measured",
            "outcomes inside their interval; Clopper-Pearson",
        ),
        (
            f"Width of the interval{points}",
            f"{found['width'].value:.3f}",
            f"{stated.interval_width:.3f}",
            "on average, within the outcome's range",
        ),
    ]
    cells = [(p.strong(a, d), p.text(b), p.text(c)) for a, b, c, d in lines]
    return p.table(("Figure", "Here (95% interval)", "Stated or ideal"), cells, numbers=(1, 2))


def _line(name: str, one: Estimate, stated: str, says: str) -> tuple[str, str, str, str]:
    value = "none" if one.value != one.value else interval_text(one)
    return name, value, stated, says


def _subgroups(external: External) -> list[Markup]:
    if not external.parts:
        return [p.card(p.text("No subgroup has 20 rows or more."))]
    table = p.table(
        ("Subgroup", "Rows", "MAE", "RMSE", "Coverage", "Stated MAE", "Judged"),
        [_part(part, external.stated(part.cut)) for part in external.parts],
        numbers=(1, 2, 3, 4, 5),
    )
    return [
        plots.coverage_by_subgroup(external.parts, external.model.calibration.level),
        plots.error_by_subgroup(external.parts, external.estimates["mae"].value),
        p.folded(f"All {len(external.parts):,} subgroups as a table", table),
    ]


def _part(part: Part, stated: Subgroup | None) -> tuple[Markup, ...]:
    return (
        p.strong(part.cut.value, part.cut.input),
        p.text(f"{part.rows:,}"),
        p.text(f"{part.mae:.3f} ({part.mae_low:.2f} to {part.mae_high:.2f})"),
        p.text(f"{part.rmse:.3f}"),
        p.text(f"{part.coverage.share:.1%} ({part.coverage.low:.0%} to {part.coverage.high:.0%})"),
        p.text(f"{stated.mae:.3f}" if stated else ""),
        plots.judged(part),
    )


def _places(external: External) -> Markup:
    return p.table(
        ("Place in the domain", "Rows", "Share", "Coverage", "MAE"),
        [_place(one) for one in external.places],
        numbers=(1, 2, 3, 4),
    )


def _place(place: Place) -> tuple[Markup, ...]:
    few = "fewer than 20 rows" if place.rows else ""
    return (
        p.strong(place.status),
        p.text(f"{place.rows:,}"),
        p.text(f"{place.share:.1%}"),
        p.text(f"{place.coverage.share:.1%}" if place.coverage else few),
        p.text(f"{place.mae:.3f}" if place.mae is not None else ""),
    )


def _drift(external: External) -> list[Markup]:
    limits = external.model.contract.drift
    rows = [_moved(one) for one in external.drift]
    header = ("Column", "PSI", "Mean here", "Mean in training", "Against training")
    caption = (
        f"PSI less what chance adds; watched from {limits.watch:g}, alarmed from {limits.alarm:g}. "
        "Means are those of the bins of the package's histograms, here as in training."
    )
    return [p.table(header, rows, numbers=(1, 2, 3)), p.note(caption)]


_LEVELS: dict[Level, tuple[str, str]] = {
    Level.TOO_FEW: ("too few rows", ""),
    Level.STEADY: ("as in training", "holds"),
    Level.WATCH: ("moved", "watch"),
    Level.ALARM: ("moved far", "fails"),
}


def _moved(one: ColumnDrift) -> tuple[Markup, ...]:
    word, kind = _LEVELS[one.level]
    return (
        p.strong(one.label or "Score"),
        p.text("" if one.psi is None else f"{one.psi:.3f}"),
        p.text(f"{one.moments.mean:.4g}" if one.moments else ""),
        p.text(f"{one.reference.mean:.4g}" if one.reference else ""),
        p.chip(word, kind),
    )


def _rows(external: External) -> list[Markup]:
    rows = external.rows
    pairs = [
        ("File", p.text(rows.name)),
        ("SHA-256 of the file", p.digest(rows.sha256)),
        ("Rows that fit", p.text(f"{rows.outcome.size:,}")),
        ("Rows left out", p.text(f"{rows.rejected:,}")),
        *(("Unknown in every row", p.text(name)) for name in rows.matching.unknown),
        *(("Note", p.text(note)) for note in rows.notes),
    ]
    parts = [p.card(p.facts(pairs))]
    if rows.broken:
        broken = sorted(rows.broken.items(), key=lambda entry: (-entry[1], entry[0]))
        lines = [
            (p.text(column or "whole row"), p.text(rule), p.text(f"{times:,}"))
            for (column, rule), times in broken
        ]
        parts.append(p.folded("Why", p.table(("Column", "Rule", "Times"), lines, numbers=(2,))))
        first = [
            (p.text(f"{one.row:,}"), p.text(one.column), p.text(f"{one.message} [{one.rule}]"))
            for one in rows.first[:_MOST_REJECTS]
        ]
        header = ("Row", "Column", "What is wrong")
        parts.append(p.folded(f"The first {len(first)}", p.table(header, first)))
    return parts


def _method(external: External) -> Markup:
    model = external.model
    return p.card(
        p.facts(
            [
                ("Model", p.text(f"{model.version}, family {model.manifest.family}")),
                ("SHA-256 of the model", p.digest(model.sha256)),
                ("SHA-256 of its contract", p.digest(model.contract.digest)),
                ("Its standing", p.text(external.validation.sentence)),
                *((name, p.text(said)) for name, said in _statistics(external)),
            ]
        )
    )


def _statistics(external: External) -> list[tuple[str, str]]:
    model, calibrated = external.model, external.model.calibration.rows
    intervals = (
        f"Bootstrap over patients, {RESAMPLES:,} resamples, seed {external.seed}, bias-corrected "
        f"and accelerated, {CONFIDENCE:.0%}."
    )
    coverage = (
        "Shares with Clopper-Pearson intervals. Too few held: beta-binomial, as "
        f"{calibrated:,} rows calibrated the intervals; rows of one patient count as fewer."
    )
    stated = (
        "One-sided z of mean squared and mean absolute error against what the package states of "
        f"its {model.manifest.data.held_out:,} held-out rows; with coverage corrected by Holm."
    )
    subgroups = (
        "Values of categories and the package's own stretches of numbers, of 20 rows or more; "
        "error by Welch's t against all other rows, coverage as above; each corrected by Holm "
        "over all subgroups."
    )
    not_shown = (
        "Whether a treatment works. Scores are associations in past data; rows that were left "
        "out, and patients unlike these, are not judged."
    )
    return [
        ("Intervals of figures", intervals),
        ("Coverage", coverage),
        ("As good as stated", stated),
        ("Subgroups", subgroups),
        ("Not shown by this", not_shown),
    ]
