"""What the endpoint says, in Prometheus' text format: fixed labels, and nothing of a case."""

import platform
from collections.abc import Iterator, Mapping
from typing import Final

from prometheus_client import CollectorRegistry
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector
from typing_extensions import override

from engine.models.verification import VerifiedModel
from engine.monitoring.counters import LATENCY_BOUNDS_S, Counted, Latency
from engine.monitoring.drift import ColumnDrift, Level, WindowDrift
from engine.monitoring.watch import LogEnd, Look

ROOT_BITS: Final = 52
"""So many bits of the root make a number that every double holds to the last digit."""

_OF_INPUTS, _OF_PREDICTION = ("input", "window"), ("window",)


def exposition(look: Look, version: str) -> bytes:
    """Write what was seen in Prometheus' text format.

    Args:
        look: What was seen.
        version: The application's version.
    """
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(look, version))
    return generate_latest(registry)


class _Collector(Collector):
    def __init__(self, look: Look, version: str) -> None:
        self._look, self._version = look, version

    @override
    def collect(self) -> Iterator[Metric]:
        look = self._look
        about = {"version": self._version, "python": platform.python_version()}
        yield InfoMetricFamily("wardcast_build", "The application.", about)
        yield GaugeMetricFamily(
            "wardcast_ready",
            "1 while a model is active and the audit log holds, else 0.",
            look.problem is None,
        )
        yield from _counted(look.counted)
        if look.model is not None:
            yield _model(look.model)
        if look.log is not None:
            yield from _log(look.log)
        for window in look.drift[:1]:
            yield from _reference(window)
        yield from _drift(look.drift)


def _counted(counted: Counted) -> Iterator[Metric]:
    yield _by_label("wardcast_predictions", "Answered cases.", "way", counted.answers)
    yield _by_label(
        "wardcast_refusals",
        "Refused cases; one that broke several rules counts under each.",
        "rule",
        counted.refusals,
    )
    yield HistogramMetricFamily(
        "wardcast_prediction_duration_seconds",
        "From a single case being asked to its answer being recorded.",
        buckets=_buckets(counted.latency),
        sum_value=counted.latency.seconds,
    )


def _by_label(name: str, words: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, words, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


def _buckets(latency: Latency) -> list[tuple[str, float]]:
    ends = [*(repr(float(bound)) for bound in LATENCY_BOUNDS_S), "+Inf"]
    total, buckets = 0, []
    for end, count in zip(ends, latency.counts, strict=True):
        total += count
        buckets.append((end, float(total)))
    return buckets


def _model(verified: VerifiedModel) -> Metric:
    model, validation = verified.model, verified.validation
    facts = {
        "version": model.version,
        "sha256": model.sha256,
        "validated": str(validation.validated).lower(),
        "not_for_care": str(validation.not_for_care).lower(),
    }
    return InfoMetricFamily("wardcast_model", "The model that answers cases.", facts)


def _log(log: LogEnd) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "wardcast_log_records", "Records in the audit log; it only grows.", log.records
    )
    # A value, not a label: a label that changes with every record would make a series of each.
    yield GaugeMetricFamily(
        "wardcast_log_root_prefix",
        f"The first {ROOT_BITS} bits of the root over those records, as a whole number.",
        root_prefix(log.root),
    )


def root_prefix(root: str) -> int:
    """The number that stands for a root, given in hex."""
    return int(root, 16) >> 4 * len(root) - ROOT_BITS


def _reference(window: WindowDrift) -> Iterator[Metric]:
    mean = GaugeMetricFamily(
        "wardcast_input_reference_mean", "Mean of an input in training.", labels=["input"]
    )
    variance = GaugeMetricFamily(
        "wardcast_input_reference_variance", "Variance of an input in training.", labels=["input"]
    )
    for column in window.inputs:
        if column.reference is not None:
            mean.add_metric([column.name], column.reference.mean)
            variance.add_metric([column.name], column.reference.variance)
    yield from (mean, variance)
    reference = window.prediction.reference
    if reference is not None:
        yield GaugeMetricFamily(
            "wardcast_prediction_reference_mean", "Mean score in training.", reference.mean
        )
        yield GaugeMetricFamily(
            "wardcast_prediction_reference_variance",
            "Variance of the scores in training.",
            reference.variance,
        )


def _drift(windows: tuple[WindowDrift, ...]) -> Iterator[Metric]:
    for figure, words in _FIGURES.items():
        of_inputs = GaugeMetricFamily(
            f"wardcast_input_{figure}", f"{words}, of an input.", labels=_OF_INPUTS
        )
        of_prediction = GaugeMetricFamily(
            f"wardcast_prediction_{figure}", f"{words}, of the scores.", labels=_OF_PREDICTION
        )
        for window in windows:
            label = f"{window.days}d"
            for column in window.inputs:
                _add(of_inputs, [column.name, label], _figure(column, figure))
            _add(of_prediction, [label], _figure(window.prediction, figure))
        yield from (of_inputs, of_prediction)


_FIGURES = {
    "cases": "Cases counted in the window",
    "drift_psi": "Population stability index against training, less what chance adds",
    "drift_psi_chance": "Probability of such an index by chance",
    "drift_ks": "Kolmogorov-Smirnov distance from training, from binned counts",
    "drift_ks_chance": "Probability of such a distance by chance, at most",
    "drift_level": "0 steady, 1 watch, 2 alarm; absent while there are too few cases",
    "mean": "Mean, of cases taken in the middle of their bins",
    "variance": "Variance, of cases taken in the middle of their bins",
}


def _figure(column: ColumnDrift, figure: str) -> float | None:
    now = column.moments
    values: dict[str, float | None] = {
        "cases": column.cases,
        "drift_psi": column.psi,
        "drift_psi_chance": column.psi_chance,
        "drift_ks": column.ks,
        "drift_ks_chance": column.ks_chance,
        "drift_level": None if column.level is Level.TOO_FEW else column.level,
        "mean": None if now is None else now.mean,
        "variance": None if now is None else now.variance,
    }
    return values[figure]


def _add(family: GaugeMetricFamily, labels: list[str], value: float | None) -> None:
    if value is not None:
        family.add_metric(labels, value)
