"""How far to trust an answer: how the model did for rows like the case that were held out."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.contract.model import Contract, Input
from engine.inference.coding import stretch_text, value_text
from engine.inference.domain import Domain, DomainStatus
from engine.models.evaluation import Evaluation, Reliability, Subgroup, Subgroups


@dataclass(frozen=True, slots=True)
class SubgroupNote:
    """How the model did in a subgroup of the case.

    Attributes:
        label: The input that makes the subgroup.
        value: The value, or the stretch of a number, that its rows share.
        figures: How it did.
        worst: Whether intervals held least often in it, of all subgroups that the case is in.
    """

    label: str
    value: str
    figures: Subgroup
    worst: bool


class Trust:
    """Picks what an answer has to say of a package's evaluation."""

    def __init__(self, contract: Contract, evaluation: Evaluation) -> None:
        self._kinds = {one.kind: one for one in evaluation.reliability}
        self._told = [
            _told_of(contract, place, subgroups)
            for place, subgroups in enumerate(evaluation.subgroups)
        ]
        self._finders = [
            _finder(told, subgroups.cuts, column.width)
            for told, subgroups, column in zip(
                self._told, evaluation.subgroups, contract.inputs, strict=True
            )
        ]
        categories = (place for place, column in enumerate(contract.inputs) if column.width)
        self._first = next(categories, None)

    def reliability(self, domain: Domain) -> Reliability | None:
        """How often intervals held for cases like this one, where it is not inside.

        Of several kinds that fit, that of the worst figure. A case that is outside for a reason
        that was not measured has the worst of what was.
        """
        if domain.status is DomainStatus.INSIDE:
            return None
        if domain.status is DomainStatus.BORDERLINE:
            return self._kinds.get("borderline")
        kept = [kind for kind in ("combination", "range") if kind in self._kinds]
        fitting = [self._kinds[kind] for kind in kept if kind in domain.causes]
        fitting = fitting or [self._kinds[kind] for kind in kept]
        if "outside" in self._kinds:
            fitting.append(self._kinds["outside"])
        return min(fitting, key=lambda one: one.coverage.share, default=None)

    def by_coverage(self) -> list[SubgroupNote]:
        """Every subgroup that is told, the one whose intervals held least often first."""
        told = [one for of_input in self._told for one in of_input if one is not None]
        return [one.note for one in sorted(told, key=lambda one: one.order)]

    def subgroups(self, codes: Sequence[float]) -> tuple[SubgroupNote, ...]:
        """The subgroup of a coded case that did worst, and that of its first category.

        Returns:
            None, one or both; the worst first.
        """
        groups = [find(code) for find, code in zip(self._finders, codes, strict=True)]
        worst: _Told | None = None
        for told in groups:
            if told is not None and (worst is None or told.order < worst.order):
                worst = told
        if worst is None:
            return ()
        first = None if self._first is None else groups[self._first]
        if first is None or first is worst:
            return (worst.as_worst,)
        return worst.as_worst, first.note


@dataclass(frozen=True, slots=True)
class _Told:
    order: tuple[float, float]
    note: SubgroupNote
    as_worst: SubgroupNote


def _told_of(contract: Contract, place: int, subgroups: Subgroups) -> list[_Told | None]:
    column = contract.inputs[place]
    if column.width:
        texts = [value_text(contract, place, code) for code in range(column.width)]
    else:
        texts = _stretches(column, subgroups.cuts)
    return [
        None if figures is None else _told(column.label, text, figures)
        for text, figures in zip(texts, subgroups.groups, strict=True)
    ]


def _finder(
    told: Sequence[_Told | None], cuts: Sequence[float], width: int
) -> Callable[[float], _Told | None]:
    if width:
        return lambda code: told[int(code)] if code == code else None  # noqa: PLR0124 - NaN
    return lambda code: told[bisect_right(cuts, code)] if code == code else None  # noqa: PLR0124


def _told(label: str, text: str, figures: Subgroup) -> _Told:
    notes = (SubgroupNote(label, text, figures, worst=worst) for worst in (False, True))
    return _Told((figures.coverage.share, -figures.mae), *notes)


def _stretches(column: Input, cuts: Sequence[float]) -> list[str]:
    assert column.type == "number"  # noqa: S101 - the package was checked for it
    ends = [column.range[0], *cuts, column.range[1]]
    last = len(ends) - 2
    return [
        stretch_text(column, low, high, below=number < last)
        for number, (low, high) in enumerate(pairwise(ends))
    ]
