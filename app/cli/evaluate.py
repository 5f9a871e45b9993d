"""``wardcast evaluate``: judge a package on rows that it never saw."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import ProgressLine, plain, say, say_json, tell
from app.cli.packages import Expect, PackageName, named_package
from app.cli.session import PasswordFile
from engine.durable import write_file
from engine.outputs.together import require_free

if TYPE_CHECKING:
    from trainer.publishing.external import ExternalReport

_SHOWN = 20
_ONLY_OWNER = 0o600
_WORDS = {"holds": "holds  ", "watch": "watch  ", "fails": "FAILS  "}


# long: most of it declares the options.
def evaluate(
    context: typer.Context,
    package: PackageName,
    data: Annotated[
        Path, typer.Option("--data", metavar="CSV", help="Rows with their observed outcomes.")
    ],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write a page with plots, too.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who you are, for a version.")
    ] = None,
    expect: Expect = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Else the contract's.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a page that is there.")] = False,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Validate a package externally: on rows of another year, ward or hospital."""
    from trainer.publishing.external import validate_externally

    if html is not None:
        require_free([html], replace=force)
    found = named_package(context.obj, package, name, password_file, expect)
    report = validate_externally(found, data, ProgressLine(), seed=seed)
    if html is not None:
        page = report.page()
        require_free([html], replace=force)
        write_file(html, page, mode=_ONLY_OWNER)
    _tell_rows(report)
    if as_json:
        say_json({**report.facts(), "html": None if html is None else str(html)})
        return
    _say(report, html)


def _tell_rows(report: "ExternalReport") -> None:
    rows = report.rows
    for note in rows.notes:
        tell(plain(note))
    for column, heading in rows.matching.headings.items():
        if column != heading:
            tell(f"Matched {plain(column)} with {plain(heading)}")
    for one in rows.first[:_SHOWN]:
        where = f"row {one.row} (line {one.line})"
        where += f", {plain(one.column)}" if one.column else ""
        tell(f"  {where}: {plain(one.message)} [{one.rule}]")
    if rows.rejected:
        tell(f"{rows.rejected:,} rows were left out; the others are judged.")


def _say(report: "ExternalReport", html: Path | None) -> None:
    facts = report.facts()
    data = facts["data"]
    say(f"{facts['model_version']} on {data['rows']:,} rows of {data['patients']:,} patients")
    for one in report.findings:
        say(f"  {_WORDS[one.verdict]}  {one.title}: {plain(one.sentence)}")
    say(plain(facts["sentence"]))
    say(plain(facts["statement"]))
    if html is not None:
        say(f"The page is in {plain(html)}")
