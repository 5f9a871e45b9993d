"""A failure as people read it: what happened, what to do next, and a code for support."""

import traceback
from dataclasses import dataclass
from pathlib import Path

from app.language import said, tr
from engine.errors import ReportableError


@dataclass(frozen=True, slots=True)
class Problem:
    """What is shown of a failure.

    Attributes:
        summary: What happened.
        advice: What to do next.
        code: Its name, the same in every language.
        detail: For support only; holds no value that a person entered.
    """

    summary: str
    advice: str
    code: str
    detail: str = ""

    @property
    def text_for_support(self) -> str:
        """What may be copied and sent to support: never the sentence, which may name people."""
        return f"Wardcast: {self.code}\n{self.detail}".rstrip() + "\n"


def problem_of(error: Exception) -> Problem:
    """Word a failure; a foreign error is named by its class and place only.

    The text of a foreign error may quote a patient's data, so it is shown nowhere.
    """
    if isinstance(error, ReportableError):
        kind = type(error).__name__
        return Problem(
            said(error.summary), said(error.advice), error.code, f"{kind} {_place(error)}"
        )
    return Problem(
        tr("Something went wrong that Wardcast does not know."),
        tr("Nothing was lost. Try again; if it stays so, copy the details for support."),
        "internal",
        f"{type(error).__name__} {_place(error)}",
    )


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-4:]))
