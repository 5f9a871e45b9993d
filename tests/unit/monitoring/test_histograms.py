"""Cases fall into the bins of the model's own reference."""

import numpy as np

from engine.monitoring.histograms import Layout
from tests.unit.inference.made import linear, made

NAN = float("nan")


def counted(coded: list[list[float]], scores: list[float]) -> list[list[int]]:
    layout = Layout.of(made(linear(5)))
    places = layout.places(np.array(coded, np.float64), np.array(scores, np.float64))
    counts = np.bincount(places.ravel(), minlength=layout.size)
    return [part.tolist() for _, part in layout.parts(counts)]


def test_each_case_counts_once_in_every_column() -> None:
    # width: -10 to 0 to 10, unknown; colour: five, unknown; steps: 0 to 5 to 9, unknown; score.
    assert counted([[-3, 1, 7], [4, 1, 2]], [5, -5]) == [
        [1, 1, 0],
        [0, 2, 0, 0, 0, 0],
        [1, 1, 0],
        [1, 1, 0],
    ]


def test_unknown_values_are_a_bin_of_their_own() -> None:
    assert counted([[NAN, NAN, 7]], [5])[:2] == [[0, 0, 1], [0, 0, 0, 0, 0, 1]]


def test_an_edge_belongs_to_the_bin_above_it_and_the_ends_hold_what_lies_beyond() -> None:
    inside = counted([[0, 0, 0], [10, 0, 9], [-10, 0, 0]], [0, 0, 0])
    beyond = counted([[99, 0, 0], [-99, 0, 0]], [1000, -1000])

    assert inside[0] == [1, 2, 0]
    assert beyond[0] == [1, 1, 0]
    assert beyond[3] == [1, 1, 0]


def test_bins_are_those_that_training_counted_with() -> None:
    draw = np.random.default_rng(1)
    values = draw.uniform(-10, 10, 1000)

    found = counted([[value, 0, 0] for value in values], [0] * 1000)[0]

    assert found[:-1] == np.histogram(values, [-10, 0, 10])[0].tolist()
