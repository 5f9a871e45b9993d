"""What leaves as joblib is plain data, and docs/exports.md says how to score with it."""

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest

from engine.contract.model import Family
from engine.inference.predictor import Predictor
from engine.models.package import Model
from tests.unit.exports.models import (
    STANDING,
    learnt,
    odd_contract,
    odd_model,
    random_linear,
    random_trees,
)
from tests.unit.exports.test_onnx import typed
from trainer.learning.families import BY_SIMPLICITY
from trainer.publishing.exports.domain_sample import sample_domain
from trainer.publishing.exports.onnx_check import feeds_of
from trainer.publishing.exports.plain_arrays import write_joblib

DOCUMENT = Path(__file__).parents[3] / "docs" / "exports.md"


def documented() -> dict[str, Any]:
    """The names that the document's last example defines."""
    example = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[-1]
    names: dict[str, Any] = {}
    exec(compile(example, str(DOCUMENT), "exec"), names)  # noqa: S102 - our own document
    return names


MODELS: dict[str, Callable[[], Model]] = {
    **{family: partial(learnt, family) for family in BY_SIMPLICITY},
    "odd trees": lambda: odd_model(random_trees(odd_contract(), 4)),
    "odd linear": lambda: odd_model(random_linear(odd_contract(), 4)),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_documents_function_scores_as_the_engine_does(name: str) -> None:
    model = MODELS[name]()
    score = documented()["score"]
    coded = sample_domain(model, 150)
    feeds = feeds_of(model.contract, coded)
    predictor = Predictor(model)

    content = joblib.load(io.BytesIO(write_joblib(model, STANDING)))  # noqa: TID251 - our own

    found = np.array([score(content, typed(feeds, place)) for place in range(len(coded))])
    expected = predictor.intervals(coded, predictor.scores(coded))
    assert np.abs(found - np.stack(expected, axis=1)).max() <= 1e-12


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_nothing_in_it_is_an_object_of_ours_or_of_scikit_learns(family: Family) -> None:
    content = joblib.load(io.BytesIO(write_joblib(learnt(family), STANDING)))  # noqa: TID251

    kinds = {type(one) for one in everything(content)}

    assert kinds <= {dict, list, str, int, float, type(None), np.ndarray}, kinds
    assert isinstance(content["read_me"], str)


def everything(value: Any) -> Iterator[Any]:
    yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from everything(part)


def test_a_program_without_wardcast_and_scikit_learn_loads_it(tmp_path: Path) -> None:
    file = tmp_path / "model.joblib"
    file.write_bytes(write_joblib(learnt("boosting"), STANDING))
    program = (
        "import sys\n"
        "for name in ('engine', 'trainer', 'app', 'sklearn', 'scipy', 'pandas'):\n"
        "    sys.modules[name] = None\n"
        "import joblib\n"
        "model = joblib.load(sys.argv[1])\n"
        "print(model['kind'], sorted(model['arrays'])[0], model['facts']['model_version'])\n"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(file)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["trees", "feature", learnt("boosting").version]


def test_the_same_model_gives_the_same_bytes() -> None:
    assert write_joblib(learnt("ridge"), STANDING) == write_joblib(learnt("ridge"), STANDING)
