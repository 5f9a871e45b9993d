"""The part of YAML that a contract is written in, read with the line of everything.

Plain values, lists and groups of keys, each written where it is meant: no anchors, no tags, no
second document, no key twice. Nothing is ever constructed but text, numbers, true, false and null.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from engine.contract.consistency import Path
from engine.contract.problems import MAX_PROBLEMS, ContractProblem, path_text, shortened
from engine.contract.scalars import Disputed, read_scalar

MAX_BYTES = 2**20
MAX_DEPTH = 20

# The same events either way; the compiled parser, where it was built, is ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """What a YAML text says, and where.

    Attributes:
        value: Nested dicts, lists, text, numbers, true, false and null.
        lines: The line of each value by its path; the top is the empty path.
        unquoted: What stands in the file for a value that was not read as text.
        problems: What no reader should accept; with any of these, ``value`` may be incomplete.
        readable: Whether ``value`` is worth a further look although there may be problems.
    """

    value: Any = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    unquoted: Mapping[Path, str] = field(default_factory=dict)
    problems: tuple[ContractProblem, ...] = ()
    readable: bool = True

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that stands in the file."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_source(data: bytes) -> Source:
    """Read YAML text; whatever is wrong stands in the result's problems."""
    text = ""
    try:
        text = _decoded(data)
        reader = _Reader(yaml.parse(text, Loader=_LOADER))
        value = reader.document()
    except _UnreadableError as error:
        return Source(problems=(error.problem,), readable=False)
    except yaml.MarkedYAMLError as error:
        return Source(problems=(_syntax_problem(error, text),), readable=False)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets ValueError through for escapes beyond Unicode and endless version numbers.
        reason = f"this is not YAML: {shortened(str(error).splitlines()[0])}"
        return Source(problems=(ContractProblem("", 1, reason),), readable=False)
    return Source(value, reader.lines, reader.unquoted, tuple(reader.problems))


class _UnreadableError(Exception):
    def __init__(self, line: int, reason: str, suggestion: str = "", path: Path = ()) -> None:
        super().__init__(reason)
        self.problem = ContractProblem(path_text(path), line, reason, suggestion)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _UnreadableError(1, f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(line, "the text is not UTF-8", "save the file as UTF-8") from error
    found = _CONTROL.search(text)
    if found:
        line = len(_LINE_END.findall(text, 0, found.start())) + 1
        raise _UnreadableError(line, f"a control character ({found[0]!r}) stands in the text")
    return text


class _Reader:
    """Builds one document out of the parser's events."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self.lines: dict[Path, int] = {}
        self.unquoted: dict[Path, str] = {}
        self.problems: list[ContractProblem] = []

    def document(self) -> Any:
        """Read the one document that the text may hold."""
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _UnreadableError(1, "the file is empty")
        value = self.node(next(self._events), ())
        next(self._events)  # the document's end
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _UnreadableError(_line(after), "a second document begins here", "remove it")
        return value

    def node(self, event: yaml.Event, path: Path) -> Any:
        """Read what begins with ``event``; its place in the document is ``path``."""
        _refuse_features(event, path)
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= MAX_DEPTH:
            raise _UnreadableError(_line(event), f"this is nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            here = (*path, key)
            if key in items:
                first, again = self.lines[here], _line(event)
                reason = f"the key stands twice, in line {first} and in line {again}"
                self._add(here, again, reason, "keep one of them")
                self._skip(here)
                continue
            self.lines[here] = _line(event)
            items[key] = self.node(next(self._events), here)
        return items

    def _skip(self, path: Path) -> None:
        """Read what a repeated key holds without keeping any of it."""
        _Reader(self._events).node(next(self._events), path)

    def _key(self, event: yaml.Event, path: Path) -> str:
        _refuse_features(event, path)
        if not isinstance(event, yaml.ScalarEvent):
            raise _UnreadableError(_line(event), "a key must be a word", path=path)
        key = _sound_text(event, path)
        if not event.style and read_scalar(key) != key:
            reason = f"the key {shortened(key)} is not read as text"
            self._add((*path, key), _line(event), reason, f'write "{shortened(key)}" in quotes')
        return key

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> Any:
        text = _sound_text(event, path)
        if event.style:
            return text
        value = read_scalar(text)
        if isinstance(value, Disputed):
            self._add(path, _line(event), value.reason, value.suggestion)
            return text
        if not isinstance(value, str):
            self.unquoted[path] = text
        return value

    def _add(self, path: Path, line: int, reason: str, suggestion: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(ContractProblem(path_text(path), line, reason, suggestion))


def _sound_text(event: yaml.ScalarEvent, path: Path) -> str:
    """Refuse what an escape may have brought in past the look at the raw text."""
    text: str = event.value
    if _CONTROL.search(text):
        raise _UnreadableError(_line(event), "an escape stands for a control character", path=path)
    return text


def _refuse_features(event: yaml.Event, path: Path) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise _UnreadableError(
            _line(event),
            "anchors and aliases (& and *) are not used here",
            "write the value out, or put it in quotes where it begins with & or *",
            path,
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _UnreadableError(
            _line(event),
            f"tags such as {shortened(tag)!r} are not used here",
            "remove it, or put the value in quotes where it begins with !",
            path,
        )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon stands where none can",
        "put text that holds a colon in quotes",
    ),
    ("could not find expected ':'", "a key without a colon", "write key: value"),
    (
        "did not find expected key",
        "this does not line up with the lines above",
        "indent it like its neighbours",
    ),
    (
        "did not find expected '-' indicator",
        "this does not line up with the list above",
        "indent it like its neighbours",
    ),
    (
        "expected <block end>",
        "this does not line up with the lines above",
        "indent it like its neighbours",
    ),
    ("unexpected end of stream", "a quote is opened and not closed", "close it"),
    ("',' or ']'", "a list is not closed, or a comma is missing in it", "close it with ]"),
    ("',' or '}'", "a group is not closed, or a comma is missing in it", "close it with }"),
    ("cannot start any token", "this character cannot begin a value", "put the value in quotes"),
    (
        "unknown escape character",
        "a backslash that stands for nothing",
        "use single quotes, or write \\\\",
    ),
)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> ContractProblem:
    mark = error.problem_mark or error.context_mark
    lines = _LINE_END.split(text.rstrip())
    # What is missing at the end is found one line further, where nobody would look for it.
    line = min(mark.line + 1 if mark else 1, len(lines))
    shown = lines[line - 1]
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return ContractProblem("", line, "a tab stands at the beginning", "indent with spaces")
    said = error.problem or ""
    for sign, reason, suggestion in _SYNTAX:
        if sign in said:
            return ContractProblem("", line, reason, suggestion)
    return ContractProblem("", line, f"this is not YAML: {shortened(said)}")
