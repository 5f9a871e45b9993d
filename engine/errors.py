"""Failures that a person can be told about."""

from typing import ClassVar


class ReportableError(Exception):
    """A failure the user can be told about, and what to do next.

    A subclass names its ``code`` (stable, for support and scripts) and its ``advice``.

    Attributes:
        summary: One sentence for people: what, and where.
        detail: For the engineer who looks into it; never holds a patient's data.
        advice: What to do next; the class's own unless the raiser knows better.
        receipt: The receipt of its record in short form, where it has one of its own.
    """

    code: ClassVar[str] = "error"
    default_advice: ClassVar[str] = "Run the command with --help."

    def __init__(self, summary: str, *, detail: str = "", advice: str = "") -> None:
        super().__init__(summary)
        self.summary = summary
        self.detail = detail
        self.advice = advice or self.default_advice
        self.receipt = ""


class DamagedStoreError(ReportableError):
    """Something that Wardcast wrote is no longer what it wrote."""

    code = "store-damaged"
    default_advice = "Restore the site's folder from a backup and tell an auditor."
