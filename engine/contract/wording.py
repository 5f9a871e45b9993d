"""What is wrong with a file of ours, in its writer's words instead of the validator's."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from engine.contract.consistency import Finding, Path
from engine.contract.problems import ContractProblem, did_you_mean, path_text, shortened
from engine.contract.second_look import meant_key
from engine.contract.shape import TAG, Place, value_at
from engine.contract.source import Source

_GROUP = "must be a group of keys"
_WHOLE = "must be a whole number"
_MISSING = "is missing"

_WORDS: Mapping[str, str] = {
    "missing": _MISSING,
    "extra_forbidden": "is not a key that is known here",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must be one line without a space at its beginning or end",
    "float_type": "must be a number",
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "is too large a number",
    "bool_type": "must be true or false",
    "finite_number": "must be a finite number",
    "greater_than": "must be above {gt:.15g}",
    "greater_than_equal": "must be at least {ge:.15g}",
    "less_than": "must be below {lt:.15g}",
    "less_than_equal": "must be at most {le:.15g}",
    "literal_error": "must be {expected}",
    "union_tag_invalid": "must be one of {expected_tags}",
    "union_tag_not_found": _MISSING,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "dict_type": _GROUP,
    "tuple_type": "must be a list",
    "too_short": "must have {min_length} or more entries",
    "too_long": "must have {max_length} or fewer entries",
}


def found_problem(finding: Finding, source: Source) -> ContractProblem:
    """Say what a rule found, with the line that it is about."""
    hint = did_you_mean(finding.given, finding.known)
    if not hint and finding.known:
        hint = f"known: {shortened(', '.join(finding.known))}"
    line = source.line(finding.path)
    return ContractProblem(path_text(finding.path), line, finding.reason, hint)


def shape_problems(
    errors: list[ErrorDetails], model: type[BaseModel], source: Source
) -> Iterator[ContractProblem]:
    """Say what is wrong with the shape of a file.

    Args:
        errors: What pydantic found in the source's value, read as ``model``.
        model: What the file as a whole has to be.
        source: The file.

    Yields:
        The problems, in the order of the errors.
    """
    placed = [(error, Place.of(model, error["loc"])) for error in errors]
    misspelt = {meant_key(place) for error, place in placed if error["type"] == "extra_forbidden"}
    for error, place in placed:
        said_already = error["type"] == "missing" and place.path in misspelt
        if not said_already and not _counts_refused(error, place.path, source):
            yield _problem(error, place, source)


def _problem(error: ErrorDetails, place: Place, source: Source) -> ContractProblem:
    path = place.path
    if error["type"].startswith("union_tag"):
        path = (*path, TAG)
    reason = _reason(error)
    line = source.line(path[:-1] if reason == _MISSING else path)
    return ContractProblem(path_text(path), line, reason, _suggestion(error, path, place, source))


def _reason(error: ErrorDetails) -> str:
    words = _WORDS.get(error["type"])
    if words is None:
        return f"is not permitted: {error['msg']}"
    return words.format(**error.get("ctx", {}))


def _suggestion(error: ErrorDetails, path: Path, place: Place, source: Source) -> str:
    kind = error["type"]
    given = value_at(source.value, path)
    if kind == "extra_forbidden":
        near = did_you_mean(str(path[-1]), place.fields)
        return near or f"known: {', '.join(place.fields)}"
    if kind in {"literal_error", "union_tag_invalid"}:
        return did_you_mean(str(given), place.choices)
    if kind == "string_type" and path in source.unquoted:
        written = source.unquoted[path]
        return f'write "{written}" in quotes' if written else "write it behind the colon"
    wants_number = kind in {"float_type", "int_type", "bool_type"}
    return "write it without quotes" if wants_number and isinstance(given, str) else ""


def _counts_refused(error: ErrorDetails, path: Path, source: Source) -> bool:
    """Whether a list is too short only because its entries were refused one by one."""
    if error["type"] != "too_short":
        return False
    value = value_at(source.value, path)
    return isinstance(value, list) and len(value) >= error["ctx"]["min_length"]
