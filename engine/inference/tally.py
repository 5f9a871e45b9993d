"""What became of a batch's rows so far."""

from collections import Counter
from dataclasses import dataclass, field

from engine.inference.columns import CodedBlock, Reject

# So many rejects are kept for whoever wants to see the first.
_FIRST_REJECTS = 200


@dataclass(slots=True)
class Tally:
    """What became of the rows so far.

    Attributes:
        read: How many were read from the file.
        scored: How many have an answer.
        rejected: How many have none.
        broken: How often which rule was broken in which column, by heading and rule.
        first: The first rejects, in the order of the rows.
    """

    read: int = 0
    scored: int = 0
    rejected: int = 0
    broken: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: list[Reject] = field(default_factory=list)

    def take(self, coded: CodedBlock) -> None:
        """Count a block."""
        self.scored += len(coded.coded)
        self.rejected += coded.rejected
        self.broken.update((reject.column, reject.rule) for reject in coded.rejects)
        self.first += coded.rejects[: _FIRST_REJECTS - len(self.first)]

    def done(self, answered: int) -> int:
        """How many are done, given how many have an answer, written or not."""
        return answered + self.rejected

    @property
    def rules(self) -> Counter[str]:
        """How often which rule was broken, whatever the column."""
        rules: Counter[str] = Counter()
        for (_, rule), times in self.broken.items():
            rules[rule] += times
        return rules
