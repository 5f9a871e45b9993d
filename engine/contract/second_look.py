"""What can be said of a file although some of its parts are wrong.

The rules that span a file need a model, and a file with a slip in it makes none. So the slips are
bridged, a misspelt key by the key that was meant and a missing word by a stand-in, and the rules
see the rest. Whoever mends a file then hears of everything at once.
"""

import copy
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from engine.contract.consistency import Finding, Path
from engine.contract.problems import nearest
from engine.contract.shape import TAG, Place, value_at
from engine.contract.source import Source

_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def bridged(source: Source, errors: Sequence[ErrorDetails], model: type[BaseModel]) -> Source:
    """A copy of a file in which each error is bridged as far as it can be."""
    value = copy.deepcopy(source.value)
    names: dict[Path, Path] = {}
    for number, error in enumerate(errors):
        place = Place.of(model, error["loc"])
        tagged = error["type"] == "union_tag_invalid"
        group = value_at(value, place.path if tagged else place.path[:-1])
        if not isinstance(group, dict):
            _leave_out(value, place.optional)
        elif tagged:
            group[TAG] = nearest(str(group[TAG]), place.choices) or group[TAG]
        elif error["type"] == "extra_forbidden":
            names |= _rename(group, place)
        elif not _stand_in(group, place, number):
            _leave_out(value, place.optional)
    return dataclasses.replace(
        source,
        value=value,
        lines=_renamed(source.lines, names),
        unquoted=_renamed(source.unquoted, names),
    )


def holds(finding: Finding) -> bool:
    """Whether a finding on a bridged file is true of the file itself."""
    return not any(_STAND_IN in word for word in (finding.reason, finding.given, *finding.known))


def meant_key(place: Place) -> Path:
    """The path of the key that was meant by an unknown one; empty where none is near."""
    meant = nearest(str(place.path[-1]), place.fields)
    return (*place.path[:-1], meant) if meant else ()


def _rename(group: dict[Any, Any], place: Place) -> dict[Path, Path]:
    given, meant = place.path[-1], meant_key(place)
    value = group.pop(given)
    if not meant or meant[-1] in group:
        return {}
    group[meant[-1]] = value
    return {place.path: meant}


def _stand_in(group: dict[Any, Any], place: Place, number: int) -> bool:
    """Put something of the right kind in the place; that is not possible for every kind."""
    if get_origin(place.kind) is Literal:
        group[place.path[-1]] = get_args(place.kind)[0]
    elif place.kind is str:
        group[place.path[-1]] = f"{_STAND_IN}{number}"
    else:
        return False
    return True


def _leave_out(value: Any, optional: Path) -> None:
    group = value_at(value, optional[:-1]) if optional else None
    if isinstance(group, dict):
        group.pop(optional[-1], None)


def _renamed(by_path: Mapping[Path, Any], names: Mapping[Path, Path]) -> dict[Path, Any]:
    """Let what lies behind a misspelt key be found behind the key that was meant."""
    result = dict(by_path)
    for given, meant in names.items():
        for path, entry in by_path.items():
            if path[: len(given)] == given:
                result[(*meant, *path[len(given) :])] = entry
    return result
