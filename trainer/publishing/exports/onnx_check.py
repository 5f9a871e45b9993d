"""Holds an ONNX file against the engine before anybody gets it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import CategoryInput, Contract, NumberInput
from engine.errors import ReportableError
from engine.inference.predictor import Predictor
from engine.models.package import Model
from trainer.publishing.exports.domain_sample import sample_domain
from trainer.publishing.exports.onnx_columns import UNKNOWN_TEXT
from trainer.publishing.exports.onnx_model import Outputs

Rows = NDArray[np.float64]
Feeds = dict[str, NDArray[Any]]
Evaluate = Callable[[Feeds], Mapping[str, Rows]]

TOLERANCE = 1e-9
"""Of the outcome's range. A score that differs at two decimals differs by more, but for one that
lies on the edge between two of them to the last bit of a double."""

_ROWS_NATIVE, _ROWS_SLOW = 10_000, 200


class ExportDiffersError(ReportableError):
    """The exported file does not answer as the engine does."""

    code = "export-differs"
    default_advice = "Nothing was written. Tell support, with the model's version."


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an exported file answered beside the engine.

    Attributes:
        rows: How many permitted rows were compared.
        refused: How many rows that the contract does not permit were tried, and had no score.
        largest: The largest difference of a score or an end of its interval, in points.
        evaluator: Which program evaluated the file.
    """

    rows: int
    refused: int
    largest: float
    evaluator: str


def check_onnx(data: bytes, model: Model) -> Agreement:
    """Compare an ONNX file with the engine over a sample of the domain.

    Raises:
        ExportDiffersError: A score, an end of an interval or a refusal differs.
    """
    evaluate, evaluator, most = _evaluator(data)
    coded = sample_domain(model, most)
    if not coded.size:
        raise ExportDiffersError(f"No row that the contract of {model.version} permits was found.")
    outputs = Outputs.beside([column.name for column in model.contract.inputs])
    names = (outputs.score, outputs.low, outputs.high)
    found = evaluate(feeds_of(model.contract, coded))
    predictor = Predictor(model)
    expected = predictor.intervals(coded, predictor.scores(coded))
    largest = max(_apart(found[name], wanted) for name, wanted in zip(names, expected, strict=True))
    bottom, top = model.contract.outcome.range
    # Not the other way round: NaN is not within any tolerance.
    if not largest <= TOLERANCE * (top - bottom):
        raise ExportDiffersError(
            f"As ONNX, {model.version} differs from the engine by up to {largest:.3g} points over "
            f"{len(coded):,} rows ({evaluator})."
        )
    bad = refused_feeds(model.contract, coded)
    scores = evaluate(bad)[outputs.score]
    if not np.isnan(scores).all():
        raise ExportDiffersError(
            f"As ONNX, {model.version} scores rows that its contract does not permit ({evaluator})."
        )
    return Agreement(len(coded), scores.size, largest, evaluator)


def feeds_of(contract: Contract, coded: Rows) -> Feeds:
    """Coded rows as an ONNX file takes them: by column, categories as texts."""
    feeds: Feeds = {}
    for place, column in enumerate(contract.inputs):
        x = coded[:, place]
        if isinstance(column, CategoryInput):
            texts = np.array([*(level.value for level in column.values), UNKNOWN_TEXT], object)
            feeds[column.name] = texts[np.where(np.isnan(x), -1, x).astype(np.intp)]
        else:
            feeds[column.name] = np.ascontiguousarray(x)
    return feeds


def refused_feeds(contract: Contract, coded: Rows) -> Feeds:
    """Rows of which each is wrong in one way only; otherwise they are the first of ``coded``."""
    wrong = [*_wrong_values(contract), *_wrong_pairs(contract)]
    feeds = {
        name: np.repeat(values[:1], len(wrong))
        for name, values in feeds_of(contract, coded[:1]).items()
    }
    for place, changes in enumerate(wrong):
        for name, value in changes.items():
            feeds[name][place] = value
    return feeds


def _wrong_values(contract: Contract) -> Iterator[dict[str, Any]]:
    for column in contract.inputs:
        yield from ({column.name: value} for value in _wrong(column))


def _wrong_pairs(contract: Contract) -> Iterator[dict[str, Any]]:
    """For each rule of the formulary, the first value whose choices are not all there are."""
    for rule in contract.formulary:
        chosen = contract.inputs[contract.places[rule.column]]
        if not isinstance(chosen, CategoryInput):
            continue
        for given, permits in rule.permits.items():
            others = [value for value in chosen.codes if value not in permits]
            if others:
                yield {rule.given: given, rule.column: others[0]}
                break


def _wrong(column: CategoryInput | NumberInput) -> list[Any]:
    if isinstance(column, CategoryInput):
        longest = max((level.value for level in column.values), key=len)
        return [f"{longest}?", *([] if column.may_be_unknown else [UNKNOWN_TEXT])]
    low, high = column.range
    beyond = [np.nextafter(low, -np.inf), np.nextafter(high, np.inf), np.inf, -np.inf]
    if column.whole and high - low >= 1:
        beyond.append(np.ceil(low) + 0.5)
    if column.permitted is not None:
        taken = np.sort(np.array(column.permitted))
        beyond += ((taken[1:] + taken[:-1]) / 2)[:1].tolist()
    return beyond if column.may_be_unknown else [*beyond, np.nan]


def _apart(found: Rows, wanted: Rows) -> float:
    """The largest difference; NaN where one of the two has no score."""
    if found.shape != wanted.shape:
        return float("nan")
    return float(np.abs(found - wanted).max(initial=0.0))


def _evaluator(data: bytes) -> tuple[Evaluate, str, int]:
    """The evaluator at hand, its name, and for how many rows it is fast enough."""
    try:
        import onnxruntime
    except ImportError:
        return _reference(data)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        data, sess_options=options, providers=["CPUExecutionProvider"]
    )
    names = [one.name for one in session.get_outputs()]
    return (
        lambda feeds: dict(zip(names, session.run(names, feeds), strict=True)),
        f"onnxruntime {onnxruntime.__version__}",
        _ROWS_NATIVE,
    )


def _reference(data: bytes) -> tuple[Evaluate, str, int]:
    import onnx
    from onnx.reference import ReferenceEvaluator

    evaluator = ReferenceEvaluator(onnx.load_model_from_string(data))
    names = evaluator.output_names
    return (
        lambda feeds: dict(zip(names, evaluator.run(names, feeds), strict=True)),
        f"onnx.reference {onnx.__version__}, a smaller sample since it is slow",
        _ROWS_SLOW,
    )
