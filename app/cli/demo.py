"""``wardcast demo``: a site to try things out in, and the main job done once in its window."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.bootstrap import open_store_read_only
from app.cli.cases import read_case_file
from app.cli.output import plain, say_json, tell
from app.demo.site import prepare_demo_site
from engine.audit.verify import LogReport, verify_log
from engine.errors import ReportableError
from engine.phrases import phrase
from engine.progress import Silent
from resources import resource

if TYPE_CHECKING:
    from app.demo.show import Shown


class NoWindowError(ReportableError):
    """The libraries that a window needs are not on this system."""

    code = "no-window"
    default_advice = (
        "Install the system libraries of Qt (on Debian: libegl1 libgl1 libfontconfig1 "
        "libdbus-1-3 libxkbcommon0 libxcb-cursor0); 'make setup' names what is missing."
    )


def demo(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="Where the demo site lies.")
    ] = None,
    screenshots: Annotated[
        Path | None,
        typer.Option("--screenshots", metavar="DIR", help="Take pictures of each step."),
    ] = None,
    stay: Annotated[
        bool, typer.Option("--stay", help="Leave the window open where there is a screen.")
    ] = False,
) -> None:
    """Do the main job once in a demo site, in its window, and verify the record.

    The window is driven by keys and clicks. Where there is no screen it is drawn off-screen. One
    account per role: the account's name is the role's, its password demo-password-ROLE.
    """
    folder: Path = home or context.obj
    prepare_demo_site(folder, tell)
    screen = _has_screen()
    if not screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        tell("No screen here: the window is drawn off-screen.")
    shown = _shown(folder, screenshots)
    report = _verified(folder)
    say_json(_line(shown.given.reply, report, shown.pictures))
    if not report.sound:
        tell(f"The log does not hold: {plain(report.reason)}")
        raise typer.Exit(1)
    if stay and screen:
        tell("The window stays open until you close it.")
        shown.stay_open()
    shown.close()


def _shown(folder: Path, screenshots: Path | None) -> "Shown":
    try:
        from app.demo.show import show
    except ImportError as error:
        if not _is_of_qt(error):
            raise
        raise NoWindowError(
            phrase("The window cannot be opened: {reason}.", reason=str(error))
        ) from error
    return show(folder, read_case_file(str(resource("demo/case.json"))), screenshots)


def _is_of_qt(error: ImportError) -> bool:
    # A library that Qt lacks is told of by the part of Qt that was loaded, by its file.
    return "PySide6" in (error.name or "") or "PySide6" in (error.path or "")


def _has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM", "xcb") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _verified(folder: Path) -> LogReport:
    with open_store_read_only(folder) as (database, repository):
        trust = repository.current()
        return verify_log(database, trust.log_key, trust.log_id, Silent())


def _line(reply: Any, report: LogReport, pictures: list[Path]) -> dict[str, Any]:
    return {
        "score": reply["score"],
        "interval": reply["interval"],
        "band": reply["band"],
        "model_version": reply["model_version"],
        "validated": reply["validated"],
        "audit_size": report.size,
        "audit_verified": report.sound,
        "screenshots": [str(path) for path in pictures],
    }
