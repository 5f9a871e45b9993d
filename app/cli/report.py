"""``wardcast models report``: what training found out about a model, and the page of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.bootstrap import open_store_read_only
from app.cli.output import plain, say, say_json, tell
from app.cli.packages import Expect, PackageName, model_to_compare, named_package
from app.cli.session import PasswordFile
from app.places import site_exists
from engine.contract.model import Contract
from engine.durable import CannotWriteError, write_file
from engine.errors import ReportableError
from engine.models.active import ModelReader, NoActiveModelError
from engine.models.package import Model, check_files
from engine.outputs.together import AlreadyThereError, require_free
from engine.phrases import phrase

if TYPE_CHECKING:  # the trainer is imported when training starts
    from trainer.pipeline import TrainingResult

_ONLY_OWNER = 0o600

ReportFile = Annotated[
    Path | None,
    typer.Option("--report", metavar="OUT.html", help="Write the training report as a page, too."),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="PACKAGE",
        help="Compare with this package, or version of the site, on the rows held out; else with "
        "the site's active model, where it asks for the same.",
    ),
]


class NotComparableError(ReportableError):
    """Two models do not answer the same question."""

    code = "not-comparable"
    default_advice = "Compare with a model whose contract has the same inputs and the same outcome."


# long: most of it declares the options.
def report(
    context: typer.Context,
    package: PackageName,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write a page with plots.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who you are, for a version.")
    ] = None,
    expect: Expect = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a page that is there.")] = False,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Show the training report of a package: figures with intervals, subgroups, learning curve."""
    from trainer.publishing.report import TrainingReport

    if html is not None:
        require_free([html], replace=force)
    found = named_package(context.obj, package, name, password_file, expect)
    made = TrainingReport(found.model)
    if html is not None:
        write_file(html, made.page(), mode=_ONLY_OWNER)
    if as_json:
        say_json({**made.facts(), "html": None if html is None else str(html)})
        return
    for line in made.lines():
        say(plain(line))
    say(plain(found.validation.sentence))
    if html is not None:
        say(f"The page is in {plain(html)}")


def require_place(page: Path | None, out: Path) -> None:
    """Refuse a place where the page cannot be put: it is asked before the work, not after it.

    Raises:
        CannotWriteError: Something is there, or it would lie within the package.
    """
    if page is None:
        return
    if page.absolute().is_relative_to(out.absolute()):
        raise CannotWriteError(
            phrase("{path} would lie within the package.", path=page),
            advice=phrase("Name a file beside it."),
        )
    require_free([page], replace=True)
    if page.exists():
        # Training writes anew and replaces nothing, so there is no --force to name.
        raise AlreadyThereError(
            phrase("{path} is there already.", path=page), advice="Name another file with --report."
        )


def model_beside(home: Path, named: str | None, contract: Contract) -> Model | None:
    """The model to compare a new one with: what is named, or else the site's active one.

    Raises:
        NotComparableError: What is named does not answer the same question.
        ReportableError: It cannot be read, or does not hold.
    """
    from trainer.publishing.report import same_question

    if named is not None:
        model = model_to_compare(home, named)
        if not same_question(contract, model.contract):
            raise NotComparableError(
                phrase("{version} has other inputs or another outcome.", version=model.version)
            )
        return model
    active = _active(home)
    if active is not None and not same_question(contract, active.contract):
        tell(f"Not compared with the active model {active.version}: it asks for other columns.")
        return None
    return active


def write_report(result: "TrainingResult", page: Path) -> None:
    """Write the page of what was just trained."""
    from trainer.publishing.report import TrainingReport

    made = TrainingReport(check_files(result.files), result.against)
    write_file(page, made.page(), mode=_ONLY_OWNER)


def _active(home: Path) -> Model | None:
    """The model that answers cases here; training is not stopped where it does not hold."""
    if not site_exists(home):
        return None
    try:
        with open_store_read_only(home) as (database, trust):
            return ModelReader(database, trust, home / "models").load_active().model
    except NoActiveModelError:
        return None
    except ReportableError as error:
        tell(f"Not compared with the active model: {plain(error.summary)} [{error.code}]")
        return None
