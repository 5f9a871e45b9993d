"""A training report as one page, made from the package alone: verdict, figures, plots, method."""

from collections.abc import Iterator

from engine.contract.rules import permitted_text
from engine.models.content import Gate
from engine.models.package import Model
from trainer.evaluation.against import Against
from trainer.evaluation.parts import Part
from trainer.publishing import words
from trainer.publishing.html import page as p
from trainer.publishing.html import plots, training_plots
from trainer.publishing.html.page import Markup

_GATES = {
    "passed": ("Passed", "holds"),
    "watch": ("Watch", "watch"),
    "refused": ("Refused", "fails"),
}
_INTERVAL = "95% interval"


def training_page(model: Model, against: Against | None) -> bytes:
    """Write the report; the same package gives the same bytes.

    Args:
        model: The package.
        against: How the model compares with another one on the rows held out, where that is asked.
    """
    manifest, report = model.manifest, model.report
    under = (
        f"Training report of model {model.version}: {manifest.family}, learnt from "
        f"{manifest.data.learned:,} rows, judged on {report.rows:,} rows of {report.patients:,} "
        "patients that were held out"
    )
    chips = [
        *([] if manifest.promotable else [p.chip("exploration only", "fails")]),
        *([p.chip("not for care", "watch")] if manifest.provenance.synthetic else []),
    ]
    body = [
        p.heading(model.contract.title, under),
        *_standing(model),
        p.section("Release gates", _gates(manifest.gates)),
        *([] if against is None else [p.section("Beside another model", *_against(against))]),
        p.section("Figures", _figures(model)),
        p.section("Calibration", *_calibration(model)),
        p.section("Residuals", *_residuals(model)),
        p.section("Coverage", *_coverage(model)),
        p.section("Subgroups", *_subgroups(model)),
        p.section("Families", *_families(model)),
        p.section("Learning curve", *_curve(model)),
        p.section("Population and inputs", *_population(model)),
        p.section("How this was done", _method(model)),
    ]
    end = (
        f"{words.DISCLAIMER} Who trained this model, who approved it and when stands in the signed "
        "statements of the package, not here."
    )
    return p.page(f"Training report of {model.version}", "Training report", chips, body, end)


def _standing(model: Model) -> Iterator[Markup]:
    gates, provenance = model.manifest.gates, model.manifest.provenance
    refused = [gate for gate in gates if gate.verdict == "refused"]
    watched = [gate for gate in gates if gate.verdict == "watch"]
    if refused:
        said = "It must not advise. " + " ".join(gate.sentence for gate in refused)
        yield p.verdict("fails", "For exploration only: a release gate refused it.", said)
    elif watched:
        said = " ".join(gate.sentence for gate in watched)
        yield p.verdict("watch", "No release gate refused it; a person should look.", said)
    else:
        said = "Whether it may advise is for two people to sign; this page does not say so."
        yield p.verdict("holds", "Every release gate passed.", said)
    if provenance.synthetic:
        yield p.verdict("watch", "Not for care.", provenance.statement)


def _gates(gates: tuple[Gate, ...]) -> Markup:
    return p.table(
        ("Gate", "Figure", "Limit", "Verdict"),
        [
            (
                p.strong(gate.name, gate.sentence),
                p.text(f"{gate.figure:.3g}"),
                p.text(f"{gate.limit:.3g}"),
                p.chip(*_GATES[gate.verdict]),
            )
            for gate in gates
        ],
        numbers=(1, 2),
    )


def _against(against: Against) -> Iterator[Markup]:
    found = against.errors
    yield p.verdict(_side(against), against.sentence, against.caveat)
    lines = [
        ("RMSE, points", found.rmse, found.other_rmse, found.rmse_less),
        ("MAE, points", found.mae, found.other_mae, found.mae_less),
    ]
    yield p.table(
        ("Figure", "This model", against.version, f"This less {against.version} ({_INTERVAL})"),
        [
            (
                p.strong(name),
                p.text(words.text_of(one)),
                p.text(words.text_of(other)),
                p.text(words.text_of(less)),
            )
            for name, one, other, less in lines
        ],
        numbers=(1, 2, 3),
    )
    yield p.note(
        f"On the same {found.rows:,} rows of {found.patients:,} patients. Paired bootstrap over "
        f"patients; SHA-256 of the other model {against.sha256}."
    )


def _side(against: Against) -> str:
    less = against.errors.rmse_less
    if less.low is None or less.high is None or against.seen:
        return "watch"
    if less.high < 0:
        return "holds"
    return "fails" if less.low > 0 else "watch"


def _figures(model: Model) -> Markup:
    report, level = model.report, model.calibration.level
    lines = {
        name: (
            p.strong(label, says),
            p.text(words.text_of(getattr(report.estimates, name), percent=name in words.SHARES)),
        )
        for name, (label, says) in words.FIGURES.items()
    }
    coverage = report.coverage
    held = f"{coverage.share:.1%} ({coverage.low:.1%} to {coverage.high:.1%})"
    own, known = f"{report.baseline:.3f}", f"{report.baseline_training:.3f}"
    errors = [
        *(lines[name] for name in ("rmse", "mae", "r2")),
        (p.strong("RMSE of the mean", "what these rows' own mean would do"), p.text(own)),
        (p.strong("RMSE of the known mean", "of the rows learnt from"), p.text(known)),
    ]
    promised = f"outcomes inside their {level:.0%} interval; Clopper-Pearson"
    others = [
        *(lines[name] for name in ("gain", "gain_training", "bias", "slope", "intercept")),
        (p.strong("Coverage", promised), p.text(held)),
        lines["width"],
    ]
    header = ("Figure", f"Value ({_INTERVAL})")
    return p.beside(*(p.table(header, part, numbers=(1,)) for part in (errors, others)))


def _calibration(model: Model) -> Iterator[Markup]:
    tenths = words.tenths_of(model.report)
    yield p.card(p.text(words.calibration_words(model.report)))
    if not tenths:
        yield p.note("Too few rows, or rows of too few patients, to tell of parts of them.")
        return
    cells = [
        (
            p.text(f"{one.rows:,}"),
            p.text(f"{one.score:.3f}"),
            p.text(f"{one.outcome:.3f} ({one.low:.3f} to {one.high:.3f})"),
        )
        for one in tenths
    ]
    yield p.beside(
        plots.calibration(model.contract.outcome, tenths),
        p.table(("Rows", "Mean score", f"Mean outcome ({_INTERVAL})"), cells, numbers=(0, 1, 2)),
    )


def _residuals(model: Model) -> Iterator[Markup]:
    found = model.report.residuals
    if found is None:
        yield p.card(p.text("Too few rows, or rows of too few patients, to tell of residuals."))
        return
    yield p.beside(training_plots.histogram(found), training_plots.over_scores(found))
    sizes = {one.share: one.value for one in found.missed}
    quantiles = [
        (p.text(f"{one.share:.0%}"), p.text(f"{one.value:.3f}"), p.text(f"{sizes[one.share]:.3f}"))
        for one in found.quantiles
        if one.share in sizes
    ]
    header = ("Share of the rows", "Residual below", "Missed by no more than")
    bins = [
        (p.text(f"{low:g} to {high:g}"), p.text(f"{count:,}"))
        for low, high, count in zip(found.edges, found.edges[1:], found.counts, strict=False)
    ]
    stretches = [
        (
            p.text(f"{one.score:.3f}"),
            p.text(f"{one.rows:,}"),
            p.text(f"{one.middle:.3f}"),
            p.text(f"{one.low:.3f} to {one.high:.3f}"),
        )
        for one in found.by_score
    ]
    yield p.folded(
        "As tables",
        p.table(header, quantiles, numbers=(0, 1, 2)),
        p.table(("Residual", "Rows"), bins, numbers=(1,)),
        p.table(
            ("Mean score", "Rows", "Median residual", "Nine in ten between"),
            stretches,
            numbers=(0, 1, 2, 3),
        ),
    )


def _coverage(model: Model) -> Iterator[Markup]:
    report, calibration = model.report, model.calibration
    yield p.card(
        p.text(
            f"The {calibration.level:.0%} intervals held {report.coverage.held:,} of "
            f"{report.coverage.rows:,} outcomes. {words.widths_words(calibration)}"
        )
    )
    told = model.evaluation.reliability
    if told:
        cells = [
            (
                p.strong(words.KINDS[one.kind]),
                p.text(f"{one.coverage.rows:,}"),
                p.text(
                    f"{one.coverage.share:.1%} ({one.coverage.low:.1%} to {one.coverage.high:.1%})"
                ),
            )
            for one in told
        ]
        yield p.table(("Kind of case", "Rows", f"Held ({_INTERVAL})"), cells, numbers=(1, 2))


def _subgroups(model: Model) -> Iterator[Markup]:
    report = model.report
    parts = words.groups_of(model.contract, model.evaluation, report)
    if not parts:
        yield p.card(p.text("No subgroup has 20 rows or more, of 5 patients or more."))
        return
    yield plots.error_by_subgroup(parts, report.estimates.mae.value or 0.0)
    yield plots.coverage_by_subgroup(parts, model.calibration.level)
    table = p.table(
        ("Subgroup", "Rows", f"MAE ({_INTERVAL})", "RMSE", "Coverage", "Judged"),
        [_part(part) for part in parts],
        numbers=(1, 2, 3, 4),
    )
    yield p.folded(f"All {len(parts):,} subgroups as a table", table)
    if report.judged > len(parts):
        yield p.note(f"{report.judged - len(parts):,} smaller ones were judged and are not told.")


def _part(part: Part) -> tuple[Markup, ...]:
    return (
        p.strong(part.cut.value, part.cut.input),
        p.text(f"{part.rows:,}"),
        p.text(f"{part.mae:.3f} ({part.mae_low:.3f} to {part.mae_high:.3f})"),
        p.text(f"{part.rmse:.3f}"),
        p.text(f"{part.coverage.share:.1%} ({part.coverage.low:.1%} to {part.coverage.high:.1%})"),
        plots.judged(part),
    )


def _families(model: Model) -> Iterator[Markup]:
    compared, chosen = model.report.families, model.manifest.family
    yield training_plots.families(compared, chosen)
    cells = [
        (
            p.strong(one.family, words.settings_text(one.settings)),
            p.text(f"{one.rmse:.3f}"),
            p.text(f"{one.error:.3f}"),
            p.text(f"{one.above:.4f}"),
            p.text(f"{one.above_error:.4f}"),
            p.chip("chosen", "holds") if one.family == chosen else p.text(""),
        )
        for one in compared
    ]
    header = ("Family", "RMSE", "Standard error", "MSE above the best", "Its standard error", "")
    yield p.table(header, cells, numbers=(1, 2, 3, 4))


def _curve(model: Model) -> Iterator[Markup]:
    curve = model.report.curve
    yield p.card(p.text(words.curve_words(curve)))
    if len(curve.points) < 2:  # noqa: PLR2004 - a line has two ends
        return
    cells = [
        (
            p.text(f"{one.rows:,}"),
            p.text(f"{one.patients:,}"),
            p.text(words.text_of(one.rmse)),
            p.text(f"{one.own:.3f}"),
        )
        for one in curve.points
    ]
    header = ("Rows", "Patients", f"RMSE ({_INTERVAL})", "Own RMSE")
    yield p.beside(
        training_plots.learning_curve(curve), p.table(header, cells, numbers=(0, 1, 2, 3))
    )


def _population(model: Model) -> Iterator[Markup]:
    contract = model.contract
    seen = words.population(contract, model.reference)
    cells = [
        (
            p.strong(column.label, column.help),
            p.text(permitted_text(column)),
            p.text(one.words),
            p.text("" if one.unknown is None else f"{one.unknown:.0%}"),
            p.text(f"{column.known} treatment"),
        )
        for column, one in zip(contract.inputs, seen, strict=True)
    ]
    yield p.table(("Input", "Permitted", "Learnt from", "Unknown", "Known"), cells, numbers=(3,))
    late = words.late_words(contract)
    if late:
        yield p.note(late)


def _method(model: Model) -> Markup:
    manifest, contract, report = model.manifest, model.contract, model.report
    data = manifest.data
    pairs = [
        ("Model", p.text(f"{model.version}, family {manifest.family}")),
        ("Settings", p.text(words.settings_text(manifest.settings))),
        ("SHA-256 of the model", p.digest(model.sha256)),
        ("SHA-256 of its contract", p.digest(contract.digest)),
        ("SHA-256 of the training data", p.digest(data.sha256)),
        (
            "Rows",
            p.text(
                f"{data.rows:,}: {data.learned:,} of {report.learnt_patients:,} patients to learn "
                f"from, {data.calibrated:,} of {report.curve.patients:,} to calibrate, "
                f"{data.held_out:,} of {report.patients:,} held out; no patient on two sides"
            ),
        ),
        ("Seed", p.text(manifest.seed)),
        (
            "Made with",
            p.text(", ".join(f"{k} {v}" for k, v in manifest.software.model_dump().items())),
        ),
        *((name, p.text(said)) for name, said in _statistics(model)),
        (
            "To make it again",
            p.text(f"wardcast models reproduce {model.version} --data CSV: the same bytes, or why"),
        ),
    ]
    return p.card(p.facts(pairs))


def _statistics(model: Model) -> list[tuple[str, str]]:
    report, training = model.report, model.contract.training
    intervals = (
        f"Bootstrap over patients, {report.resamples:,} resamples, bias-corrected and accelerated, "
        f"{report.confidence:.0%}."
    )
    groups = (
        "Values of categories and thirds of numbers, of 20 rows and 5 patients or more; error by "
        "Welch's t against all other rows, coverage beta-binomial against what was promised; each "
        "corrected by Holm over all subgroups."
    )
    families = (
        f"{training.folds} parts, {training.repeats} times over, within the rows that are not held "
        "out; standard errors after Nadeau and Bengio."
    )
    curve = (
        "The chosen family learnt from an eighth, a quarter, half and all of the rows, each part "
        "within the next; judged on the rows that calibrate, so that nobody who learns otherwise "
        "for what the curve shows has looked at the rows held out."
    )
    private = (
        "No count of residuals is of fewer than five rows, and no part of fewer than 20 rows or "
        "five patients: smaller ones are joined with others, or left out."
    )
    not_shown = (
        "Whether a treatment works, and how the model does elsewhere or later: for that there is "
        "external validation (wardcast evaluate)."
    )
    return [
        ("Intervals of figures", intervals),
        ("Subgroups", groups),
        ("Families", families),
        ("Learning curve", curve),
        ("Privacy", private),
        ("Not shown by this", not_shown),
    ]
