"""``wardcast batch``: answer every row of a CSV."""

import re
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import ASIDE, open_site
from app.cli.output import ProgressLine, plain, say, say_json, tell
from app.cli.session import As, PasswordFile, sign_in
from app.journal import LogJournal
from engine.accounts.access import identity
from engine.accounts.roles import Permission
from engine.contract.model import Contract
from engine.inference.batch import BatchJob, BatchReport, BatchService
from engine.inference.columns import Reject
from engine.inference.matching import columns_to_match
from engine.inference.predictor import Predictor
from engine.inference.promise import promise_of_many
from engine.inference.service import DISCLAIMER
from engine.models.verification import VerifiedModel

_SHOWN = 20
_PREFIX = re.compile(r"[^\W\d]\w{0,39}")


# long: most of it declares the options.
def batch(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="IN.csv", help="A row per case, a header.")],
    out: Annotated[Path, typer.Argument(metavar="OUT.csv", help="The rows, with their scores.")],
    name: As,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="List the rows without a score, and why."),
    ] = None,
    contributions: Annotated[
        bool, typer.Option("--contributions", help="Say what moved each score.")
    ] = False,
    match: Annotated[
        list[str] | None,
        typer.Option(
            "--match",
            metavar="COLUMN=HEADING",
            help="Take a heading for a column of the contract; nothing behind = leaves it out.",
        ),
    ] = None,
    prefix: Annotated[
        str,
        typer.Option(
            "--prefix",
            metavar="TEXT",
            help="What the new columns' names begin with, where IN.csv has such names already.",
        ),
    ] = "",
    records: Annotated[
        bool, typer.Option("--records", help="One audit record per row, beside the batch's.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Answer every row of a CSV with the active model; the files appear once it is recorded."""
    wishes = match or []
    if not all("=" in wish for wish in wishes):
        raise typer.BadParameter("write it as COLUMN=HEADING", param_hint="--match")
    if prefix and not _PREFIX.fullmatch(prefix):
        raise typer.BadParameter("write a letter, then letters, digits and _, up to 40 in all")
    job = BatchJob(source, out, rejects, {}, contributions, records, force, prefix)
    # Said before the work, and before a password is asked for.
    job.check()
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        actor = site.access.require(session, Permission.PREDICT)
        active = site.models.load_active()
        job = job.matched(_wishes(active.model.contract, wishes))
        service = BatchService(
            Predictor(active.model),
            active.validation,
            LogJournal(site.log),
            site.home / ASIDE,
            site.tally.of(active.model).batch,
        )
        report = service.run(job, identity(actor), _RowsLine())
    for note in report.notes:
        tell(plain(note))
    if as_json:
        say_json(_facts(report, active))
    else:
        _tell_rejects(report, job)
        _say(report, job, active)
    if not report.scored:
        tell("No row has a score.")
        raise typer.Exit(1)


class _RowsLine:
    """The rows so far, how fast they come, and the remaining time, on stderr."""

    def __init__(self) -> None:
        self._line, self._start = ProgressLine(), time.monotonic()

    def advanced(self, rows: int, share: float) -> None:
        """Show how far the batch is."""
        rate = rows / max(time.monotonic() - self._start, 1e-3)
        self._line.report("scoring", share, f"{rows:,} rows, {rate:,.0f} a second")


def _wishes(contract: Contract, given: list[str]) -> dict[str, str]:
    """Split COLUMN=HEADING; either may hold the sign too, and the columns are known."""
    columns = {column.name for column in columns_to_match(contract)}
    wishes = {}
    for wish in given:
        cuts = [place for place, sign in enumerate(wish) if sign == "="]
        cut = next((place for place in cuts if wish[:place] in columns), cuts[0])
        wishes[wish[:cut]] = wish[cut + 1 :]
    return wishes


def _facts(report: BatchReport, active: VerifiedModel) -> dict[str, Any]:
    model, validation = active.model, active.validation
    return {
        "batch": report.number,
        "scored": report.scored,
        "rejected": report.rejected,
        "broken": [
            {"column": column, "rule": rule, "times": times}
            for (column, rule), times in report.broken.items()
        ],
        "columns": dict(report.columns),
        "decimal_mark": ".",
        "matching": dict(report.matching.headings),
        "unknown": list(report.matching.unknown),
        "unused": list(report.matching.unused),
        "notes": list(report.notes),
        "sha256": dict(report.digests),
        "model_version": model.version,
        "model_sha256": model.sha256,
        "interval_level": model.calibration.level,
        "validated": validation.validated,
        "validation": validation.state,
        "not_for_care": validation.not_for_care,
        "statement": validation.sentence,
        "receipt": report.receipt,
        "disclaimer": DISCLAIMER,
    }


def _tell_rejects(report: BatchReport, job: BatchJob) -> None:
    for reject in report.first[:_SHOWN]:
        tell(f"  {_where(reject)}: {plain(reject.message)} [{reject.rule}]")
    if report.rejected and job.rejects is None:
        count = "1 row has" if report.rejected == 1 else f"{report.rejected:,} rows have"
        tell(f"{count} no score. Name a file with --rejects to have all of them listed.")


def _where(reject: Reject) -> str:
    where = f"row {reject.row} (line {reject.line})"
    return f"{where}, {plain(reject.column)}" if reject.column else where


def _say(report: BatchReport, job: BatchJob, active: VerifiedModel) -> None:
    say(f"Scored    {report.scored:,} rows, in their order, in {plain(job.out)}")
    listed = f", listed in {plain(job.rejects)}" if job.rejects else ""
    say(f"Rejected  {report.rejected:,} rows{listed}")
    for (column, rule), times in sorted(report.broken.items(), key=lambda entry: -entry[1]):
        say(f"  {times:>9,}  {plain(column) or 'whole row'}: {rule}")
    for column, heading in report.matching.headings.items():
        if column != heading:
            say(f"Matched   {plain(column)} with {plain(heading)}")
    for column in report.matching.unknown:
        why = "left out, as was asked" if column in job.wishes else "the file has no such column"
        say(f"Unknown   {plain(column)}: {why}")
    if report.matching.unused:
        say(f"Not used  {', '.join(map(plain, report.matching.unused))}")
    say(f"Columns   {', '.join(map(plain, report.columns.values()))}")
    promise = promise_of_many(active.model.calibration, active.model.evaluation)
    say(f"Interval  {promise}")
    say(f"Model     {active.model.version}. {plain(active.validation.sentence)}")
    say(f"SHA-256   of the result {report.digests['output']}")
    say(f"Receipt   {report.receipt}")
    say(DISCLAIMER)
