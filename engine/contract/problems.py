"""What is wrong with a contract, said so that its writer can mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.contract.consistency import Path
from engine.errors import ReportableError

MAX_PROBLEMS = 200  # of one file; who has more has another trouble than the single lines

_PLAIN_KEY = re.compile(r"[^\W\d]\w*")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ContractProblem:
    """One thing to mend.

    Attributes:
        path: Where, as in ``inputs[3].range``; empty for the file as a whole.
        line: The line of the file, counted from 1.
        reason: What is wrong.
        suggestion: What to write instead, where that is known.
    """

    path: str
    line: int
    reason: str
    suggestion: str = ""

    @property
    def sentence(self) -> str:
        """The whole problem as text."""
        where = f"line {self.line}" + (f", {self.path}" if self.path else "")
        return f"{where}: {self.reason}" + (f"; {self.suggestion}" if self.suggestion else "")


class ContractError(ReportableError):
    """A contract that cannot be used, with everything that is wrong with it.

    Attributes:
        problems: Every problem, by line.
    """

    code = "contract-invalid"
    default_advice = "Mend the lines that are named, then try again."

    def __init__(self, name: str, problems: Iterable[ContractProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems_summary(name, self.problems), detail=listed(self.problems))


def problems_summary(name: str, problems: tuple[ContractProblem, ...]) -> str:
    """Say in one sentence how many problems a file has, and the first of them."""
    count = len(problems)
    lead = "cannot be used" if count == 1 else f"has {count} problems; the first"
    first = problems[0].sentence
    return f"{name} {lead}: {first}" + ("" if first.endswith("?") else ".")


def listed(problems: Iterable[ContractProblem]) -> str:
    """One line of text for each problem."""
    return "\n".join(problem.sentence for problem in problems)


def path_text(path: Path) -> str:
    """Write a path as ``inputs[3].range``; a key that is no plain word stands in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{shortened(step)!r}]"
    return text


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Propose the name that is nearest to ``given``; empty where none is near."""
    near = nearest(given, known)
    return f"did you mean {near!r}?" if near else ""


def nearest(given: str, known: Iterable[str]) -> str:
    """Find the name nearest to ``given``, whatever its case; empty where none is near."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(given[:_SHOWN].casefold(), by_fold, n=1)
    return by_fold[near[0]] if near else ""


def shortened(text: str) -> str:
    """Keep a message readable whatever stands in the file."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
