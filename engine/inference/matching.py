"""Which heading of a file stands for which column of the contract."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from engine.contract.model import Contract, Input, PatientColumn
from engine.errors import ReportableError
from engine.phrases import Phrase, phrase, row_of


class BadMatchingError(ReportableError):
    """A match that was asked for is impossible."""

    code = "matching-invalid"
    default_advice = "Match each column of the contract with one heading of the file."


class WrongColumnsError(ReportableError):
    """The file lacks columns that the model needs."""

    code = "columns-missing"
    default_advice = "Rename the headings in the file, or match each column with a heading."


@dataclass(frozen=True, slots=True)
class Matching:
    """How a file's headings and a contract's columns go together.

    Attributes:
        headings: The heading of each column that has one, in the contract's order.
        missing: Columns that have none, and that every case must have.
        unknown: Inputs that have none and will be unknown in every row.
        unused: Headings that stand for nothing, in the file's order.
    """

    headings: Mapping[str, str]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    unused: tuple[str, ...]

    def require_complete(self, name: str) -> None:
        """Refuse a file that lacks columns.

        Raises:
            WrongColumnsError: Naming each of them, with the heading that may be meant.
        """
        if self.missing:
            hints = [_hinted(column, self.unused) for column in self.missing]
            raise WrongColumnsError(
                phrase(
                    "{name} lacks columns that the model needs: {hints}.",
                    name=name,
                    hints=row_of(hints),
                )
            )


def columns_to_match(contract: Contract) -> tuple[PatientColumn | Input, ...]:
    """The columns that a file of cases may have, in the contract's order."""
    patient = () if contract.patient is None else (contract.patient,)
    return (*patient, *contract.inputs)


def match_columns(
    contract: Contract, header: Sequence[str], wishes: Mapping[str, str] | None = None
) -> Matching:
    """Match by what was asked for, else by the exact name, else by name or label but for case.

    Spaces, punctuation and case do not count where the exact name is not there; a heading that
    could then mean two columns, or a column that two headings could mean, is left open.

    Args:
        contract: The contract of the model that will answer.
        header: The file's headings.
        wishes: Headings by column that somebody chose; an empty one leaves the column out.

    Raises:
        BadMatchingError: A wish names what is not there, or one heading twice.
    """
    columns = columns_to_match(contract)
    chosen = dict(wishes or {})
    _check_wishes(chosen, [column.name for column in columns], header)
    found = {column: heading for column, heading in chosen.items() if heading}
    free = [heading for heading in header if heading not in found.values()]
    free = [heading for heading in free if heading != contract.outcome.name]
    for column_key, heading_key in _WAYS:
        left = [c for c in columns if c.name not in found and c.name not in chosen]
        pairs = _unambiguous(
            [(column.name, column_key(column)) for column in left],
            [(heading, heading_key(heading)) for heading in free],
        )
        found.update(pairs)
        free = [heading for heading in free if heading not in pairs.values()]
    return _matching(contract, header, found)


def _matching(contract: Contract, header: Sequence[str], found: Mapping[str, str]) -> Matching:
    columns = columns_to_match(contract)
    without = [column for column in contract.inputs if column.name not in found]
    used = set(found.values())
    return Matching(
        headings={c.name: found[c.name] for c in columns if c.name in found},
        missing=tuple(column.name for column in without if not column.may_be_unknown),
        unknown=tuple(column.name for column in without if column.may_be_unknown),
        unused=tuple(heading for heading in header if heading not in used),
    )


def _unambiguous(
    columns: Iterable[tuple[str, str]], headings: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Pair columns and headings of the same key, where each key stands once on either side."""
    by_key = _once(headings)
    return {name: by_key[key] for key, name in _once(columns).items() if key in by_key}


def _once(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    listed = [(name, key) for name, key in named if key]
    counts = Counter(key for _, key in listed)
    return {key: name for name, key in listed if counts[key] == 1}


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


_WAYS: tuple[tuple[Callable[[PatientColumn | Input], str], Callable[[str], str]], ...] = (
    (lambda column: column.name, lambda heading: heading),
    (lambda column: _plain(column.name), _plain),
    (lambda column: _plain(column.label), _plain),
)


def _check_wishes(wishes: Mapping[str, str], columns: Sequence[str], header: Sequence[str]) -> None:
    for column, heading in wishes.items():
        if column not in columns:
            raise BadMatchingError(
                phrase("The contract has no column {hint}.", hint=_hinted(column, columns))
            )
        if heading and heading not in header:
            raise BadMatchingError(
                phrase("The file has no heading {hint}.", hint=_hinted(heading, header))
            )
    for heading, count in Counter(filter(None, wishes.values())).items():
        if count > 1:
            raise BadMatchingError(
                phrase("{heading!r} is matched with {count} columns.", heading=heading, count=count)
            )


def _hinted(name: str, known: Collection[str]) -> Phrase:
    near = get_close_matches(name, known, n=1)
    if near:
        return phrase("{name!r} (did you mean {near!r}?)", name=name, near=near[0])
    return phrase("{name!r}", name=name)
