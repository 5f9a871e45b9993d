"""The mends that findings propose, chosen by a person and applied one after the other.

After each one the table is looked at again: what one mend does may be what the next one needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from engine.contract.model import Contract
from engine.errors import ReportableError
from engine.phrases import phrase, row_of
from trainer.dataset.checking.findings import Finding
from trainer.dataset.checking.run import CHECKS
from trainer.dataset.checking.sheet import Sheet
from trainer.dataset.mending.applying import Mended, apply_mends, apply_next
from trainer.dataset.table import Table


class NothingToMendError(ReportableError):
    """A mend was asked for that no finding proposes."""

    code = "nothing-to-mend"
    default_advice = "'wardcast data check' says what can be mended in this file."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants mended.

    Attributes:
        kind: The kind of finding.
        column: Only in this column; everywhere where it is empty.
    """

    kind: str
    column: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``KIND`` or ``KIND:COLUMN``."""
        kind, _, column = text.partition(":")
        return cls(kind, column)

    def means(self, finding: Finding) -> bool:
        """Whether it asks for the mend of a finding."""
        return self.kind == finding.kind and self.column in ("", *finding.columns)


def mend_as_asked(table: Table, contract: Contract, asked: Sequence[Asked]) -> Mended:
    """Apply the mends of the findings that are asked for, in the order in which they are.

    Raises:
        NothingToMendError: No finding of that kind proposes one by then.
        UnfitMendError: Rows do not fit the header, or no row would be left.
    """
    done = apply_mends(table, ())
    for one in asked:
        findings = proposing(done.table, contract)
        wanted = [finding for finding in findings if one.means(finding)]
        if not wanted:
            raise _nothing(one, findings)
        for finding in wanted:
            if finding.mend is not None:
                done = apply_next(done, finding.mend)
    return done


def proposing(table: Table, contract: Contract) -> list[Finding]:
    """The findings in a table that propose a mend."""
    sheet = Sheet.of(table, contract)
    return [one for check in CHECKS for one in check(sheet) if one.mend is not None]


def _nothing(asked: Asked, findings: list[Finding]) -> NothingToMendError:
    kinds = sorted({finding.kind for finding in findings})
    if not kinds:
        return NothingToMendError(phrase("There is nothing left to mend."))
    wanted = f"{asked.kind}:{asked.column}" if asked.column else asked.kind
    return NothingToMendError(
        phrase(
            "There is nothing to mend under {asked!r}; what can be mended: {kinds}.",
            asked=wanted,
            kinds=row_of(kinds),
        )
    )
