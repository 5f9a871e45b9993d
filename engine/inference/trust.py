"""How far to trust an answer: how the model did for rows like the case that were held out."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from engine.contract.model import Contract, Input
from engine.inference.coding import stretch_text, value_text
from engine.inference.domain import Domain, DomainStatus
from engine.models.evaluation import Evaluation, Held, Kind, Reliability, Subgroup, Subgroups


@dataclass(frozen=True, slots=True)
class SubgroupNote:
    """How the model did in a subgroup of the case.

    Attributes:
        label: The input that makes the subgroup.
        value: The value, or the stretch of a number, that its rows share.
        figures: How it did.
    """

    label: str
    value: str
    figures: Subgroup


@dataclass(frozen=True, slots=True)
class HeldThere:
    """How often intervals held for cases of a kind.

    Attributes:
        kind: Which.
        coverage: How often.
        tested: Whether it is the case's own kind; else the case is outside for a reason that was
            not tested, and this is the worst that was.
    """

    kind: Kind
    coverage: Held
    tested: bool


_Ranked = tuple[int, int, SubgroupNote]
"""A subgroup behind its ranks: by how seldom its intervals held, and by how large its error is."""

_ERROR_RANK = itemgetter(1)


class Trust:
    """Picks what an answer has to say of a package's evaluation."""

    def __init__(self, contract: Contract, evaluation: Evaluation) -> None:
        self._kinds: dict[str, Reliability] = {one.kind: one for one in evaluation.reliability}
        self._told = [
            _told_of(contract, place, subgroups)
            for place, subgroups in enumerate(evaluation.subgroups)
        ]
        told = [note for of_input in self._told for note in of_input if note is not None]
        self._by_coverage = sorted(told, key=_held_least)
        by_error = sorted(told, key=_missed, reverse=True)
        ranks = {
            id(note): (place, by_error.index(note), note)
            for place, note in enumerate(self._by_coverage)
        }
        self._finders = [
            _finder([ranks.get(id(note)) for note in of_input], subgroups.cuts, column.width)
            for of_input, subgroups, column in zip(
                self._told, evaluation.subgroups, contract.inputs, strict=True
            )
        ]

    def reliability(self, domain: Domain) -> HeldThere | None:
        """How often intervals held for cases like this one, where it is not inside.

        Of several reasons for which it is outside, the worst figure counts. Where one of them was
        not tested, the figure is the worst of all that was.
        """
        if domain.status is DomainStatus.INSIDE:
            return None
        if domain.status is DomainStatus.BORDERLINE:
            found = self._kinds.get("borderline")
            return None if found is None else HeldThere(found.kind, found.coverage, tested=True)
        tested = all(cause in self._kinds for cause in domain.causes)
        kinds = domain.causes if tested else ("combination", "range", "outside")
        worst = min(
            (self._kinds[kind] for kind in kinds if kind in self._kinds),
            key=lambda one: one.coverage.share,
            default=None,
        )
        return None if worst is None else HeldThere(worst.kind, worst.coverage, tested=tested)

    def by_coverage(self) -> list[SubgroupNote]:
        """Every subgroup that is told, the one whose intervals held least often first."""
        return self._by_coverage

    def subgroups(self, codes: Sequence[float]) -> tuple[SubgroupNote, ...]:
        """The case's subgroup in which intervals held least often, and that of the largest error.

        Returns:
            In this order; one where they are the same, none where no subgroup is told.
        """
        found = [find(code) for find, code in zip(self._finders, codes, strict=True)]
        told = [ranked for ranked in found if ranked is not None]
        if not told:
            return ()
        # No two have the same rank, so that nothing behind the rank is compared.
        (_, _, held_least), (_, _, missed_most) = min(told), min(told, key=_ERROR_RANK)
        return (held_least,) if held_least is missed_most else (held_least, missed_most)


def _held_least(note: SubgroupNote) -> tuple[float, float]:
    return note.figures.coverage.share, -note.figures.mae


def _missed(note: SubgroupNote) -> float:
    return note.figures.mae


def _told_of(contract: Contract, place: int, subgroups: Subgroups) -> list[SubgroupNote | None]:
    column = contract.inputs[place]
    if column.width:
        texts = [value_text(contract, place, code) for code in range(column.width)]
    else:
        texts = _stretches(column, subgroups.cuts)
    return [
        None if figures is None else SubgroupNote(column.label, text, figures)
        for text, figures in zip(texts, subgroups.groups, strict=True)
    ]


def _finder(
    told: Sequence[_Ranked | None], cuts: Sequence[float], width: int
) -> Callable[[float], _Ranked | None]:
    if width:
        return lambda code: told[int(code)] if code == code else None  # noqa: PLR0124 - NaN
    return lambda code: told[bisect_right(cuts, code)] if code == code else None  # noqa: PLR0124


def _stretches(column: Input, cuts: Sequence[float]) -> list[str]:
    assert column.type == "number"  # noqa: S101 - the package was checked for it
    ends = [column.range[0], *cuts, column.range[1]]
    last = len(ends) - 2
    return [
        stretch_text(column, low, high, below=number < last)
        for number, (low, high) in enumerate(pairwise(ends))
    ]
