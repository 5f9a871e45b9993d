"""What a refusal says to a program: its code, what to do, and what is wrong with each field."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.cli.output import say_json
from engine.contract.case import CaseRefusedError
from engine.errors import ReportableError


def refusal_facts(error: ReportableError) -> dict[str, Any]:
    """Lay a refusal out as JSON values, with the receipt of its record where it has one."""
    told: dict[str, Any] = {
        "code": error.code,
        "message": error.summary,
        "advice": error.advice,
    }
    if isinstance(error, CaseRefusedError):
        told["problems"] = [
            {
                # A name that is no column's was typed, and nothing that was typed is repeated.
                "field": None if problem.rule == "unknown-field" else problem.field,
                "rule": problem.rule,
                "message": problem.message,
            }
            for problem in error.problems
        ]
    return {"error": told, "receipt": error.receipt} if error.receipt else {"error": told}


@contextmanager
def refusals_said(*, as_json: bool) -> Iterator[None]:
    """Say a refusal as JSON as well, where JSON was asked for."""
    try:
        yield
    except ReportableError as error:
        if as_json:
            say_json(refusal_facts(error))
        raise
