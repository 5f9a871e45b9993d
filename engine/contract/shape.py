"""Where in a file an error of pydantic's lies, and what could have stood there."""

import types
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel

from engine.contract.consistency import Path

TAG = "type"  # the key that tells the members of every union of ours apart


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an error.

    Pydantic's own locations also hold the tags of unions and a mark for keys; those are no keys
    of the file.

    Attributes:
        path: Keys and places as they stand in the file, a missing key included.
        fields: The keys that are known where the last step of the path is one.
        kind: The type that the value has to have.
        optional: The innermost stretch of the path that a file may leave out; else empty.
    """

    path: Path
    fields: tuple[str, ...]
    kind: Any
    optional: Path

    @classmethod
    def of(cls, model: type[BaseModel], location: tuple[int | str, ...]) -> Self:
        """Walk the types of ``model`` along a location of pydantic's."""
        here: Any = model
        path: list[str | int] = []
        fields: tuple[str, ...] = ()
        optional: Path = ()
        for step in location:
            members = _members(here)
            if len(members) > 1:
                here = next(member for member in members if step in _tags(member))
                continue
            if step == "[key]" and not _has_keys(members[0]):
                break  # the key itself is wrong, and is the last step already
            path.append(step)
            known = members[0].model_fields if _is_model(members[0]) else {}
            fields = tuple(known)
            if step in known and not known[step].is_required():
                optional = tuple(path)
            here = _behind(members[0], step)
        members = _members(here)
        return cls(tuple(path), fields, members[0] if len(members) == 1 else here, optional)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of which the value has to be one, where it is bound to some."""
        members = _members(self.kind)
        if len(members) > 1:
            return tuple(str(tag) for member in members for tag in _tags(member))
        literal = get_origin(members[0]) is Literal
        return tuple(str(word) for word in get_args(members[0])) if literal else ()


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path of nested dicts and lists; ``None`` where nothing does."""
    for step in path:
        try:
            value = value[step]
        except (LookupError, TypeError):
            return None
    return value


def _members(kind: Any) -> list[Any]:
    """The kinds of which a value may be one; a ``None`` among them adds no step to a location."""
    kind = _bare(kind)
    if get_origin(kind) in {Union, types.UnionType}:
        return [_bare(member) for member in get_args(kind) if member is not type(None)]
    return [kind]


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _tags(member: Any) -> tuple[Any, ...]:
    return get_args(member.model_fields[TAG].annotation)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _has_keys(kind: Any) -> bool:
    return get_origin(kind) is dict or _is_model(kind)


def _behind(kind: Any, step: str | int) -> Any:
    """The kind of what lies behind a step; ``None`` where nothing is known of it."""
    if _is_model(kind):
        known = kind.model_fields
        return known[step].annotation if step in known else None
    parts = get_args(kind)
    if get_origin(kind) is dict:
        return parts[1]
    if isinstance(step, int) and parts and Ellipsis not in parts:
        return parts[min(step, len(parts) - 1)]
    return parts[0] if parts else None
