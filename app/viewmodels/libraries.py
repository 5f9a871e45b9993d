"""The libraries that an installation consists of, with their licences, as they say themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata, requires

_OURS = "wardcast"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Library:
    """A library.

    Attributes:
        name: As it calls itself.
        version: Which.
        licence: Its licence's name; empty where it names none.
    """

    name: str
    version: str
    licence: str


def libraries() -> tuple[Library, ...]:
    """Read every installed library that Wardcast needs, directly or not, by name."""
    found = {name: _library(name) for name in _needed(_OURS)}
    return tuple(one for _, one in sorted(found.items()) if one is not None)


def our_licence() -> str:
    """The licence of Wardcast itself."""
    ours = _library(_OURS)
    return ours.licence if ours else ""


def _needed(root: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(_requirements(root))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_requirements(name))
    return seen


def _requirements(name: str) -> Iterator[str]:
    try:
        written = requires(name) or []
    except PackageNotFoundError:
        return
    for requirement in written:
        what, _, condition = requirement.partition(";")
        # What only an extra or another system asks for is not installed, or not for its sake.
        if "extra" not in condition and (match := _NAME.match(what)):
            yield re.sub(r"[-_.]+", "-", match.group()).lower()


def _library(name: str) -> Library | None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    assert isinstance(about, Message)  # noqa: S101 - what it is; for the type checker
    return Library(about["Name"], about["Version"], _licence_of(about))


def _licence_of(about: Message) -> str:
    if expression := about.get("License-Expression"):
        return str(expression)
    for classifier in about.get_all("Classifier") or []:
        if str(classifier).startswith(_CLASSIFIER):
            return str(classifier).removeprefix(_CLASSIFIER)
    first = (str(about.get("License") or "").strip().splitlines() or [""])[0]
    return first if len(first) <= _LONGEST else ""
