"""A package may bring any report: what could not have been found out is refused, and only read."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.models.content import REPORT
from engine.models.package import check_files
from engine.models.refusals import BadContentError, ChangedFileError, MissingFileError
from engine.progress import Silent
from tests.faults.packages import Edit, Files, json_edit, put, rehashed
from tests.integration.samples import sample, write_cohort
from trainer.pipeline import Choice, train


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Files:
    path, _ = write_cohort(tmp_path_factory.mktemp("rows"), 400, 3)
    return train(sample()[0], path, Choice(family="ridge"), Silent()).files


def _report(*keys: str | int, to: Any) -> Edit:
    return json_edit(REPORT, put(*keys, to=to))


def _endless(files: Files) -> None:
    value = json.loads(files[REPORT])["baseline"]
    files[REPORT] = files[REPORT].replace(f'"baseline":{value}'.encode(), b'"baseline":1e999')


def _huge(files: Files) -> None:
    json_edit(REPORT, put("calibration", to=[{"rows": 20}] * 300_000))(files)


EDITS: Mapping[str, Edit] = {
    "no report at all but text": lambda files: files.update({REPORT: b"<script>"}),
    "a report of another form": _report("format", to=2),
    "a figure outside its interval": _report("estimates", "rmse", "value", to=-1),
    "an interval of nothing": _report("estimates", "rmse", "value", to=None),
    "half an interval": _report("estimates", "mae", "low", to=None),
    "a figure without end": _endless,
    "a figure that is text": _report("estimates", "r2", "value", to="0.9"),
    "a figure too many": _report("estimates", "luck", to=1),
    "a count of one patient": _report("residuals", "counts", 0, to=1),
    "edges that fall": json_edit(REPORT, lambda value: value["residuals"]["edges"].reverse()),
    "a bin without edges": json_edit(REPORT, lambda value: value["residuals"]["edges"].pop()),
    "quantiles that fall": json_edit(
        REPORT, lambda value: value["residuals"]["quantiles"].reverse()
    ),
    "residuals of other rows": json_edit(
        REPORT, lambda value: value["residuals"]["counts"].append(5)
    ),
    "coverage of other rows": _report("coverage", "rows", to=10**6),
    "a tenth of one row": _report("calibration", 0, "rows", to=1),
    "a subgroup of one row": _report(
        "subgroups", 0, "coverage", to={"rows": 1, "held": 1, "low": 0, "high": 1}
    ),
    "a subgroup told twice": json_edit(
        REPORT, lambda value: value["subgroups"].append(value["subgroups"][0])
    ),
    "a subgroup of no input": _report("subgroups", 0, "place", to=60_000),
    "a subgroup of no value": _report("subgroups", 0, "group", to=60_000),
    "the unknown of a column that is always known": _report("subgroups", 0, "group", to=None),
    "a chance above one": _report("subgroups", 0, "worse", to=1.5),
    "a curve that goes back": json_edit(REPORT, lambda value: value["curve"]["points"].reverse()),
    "a curve of one patient": _report("curve", "points", 0, "patients", to=1),
    "a family that there is not": _report("families", 0, "family", to="oracle"),
    "no family": _report("families", to=[]),
    "more than a report may be": _huge,
}


@pytest.mark.parametrize("name", EDITS)
def test_a_hostile_report_is_refused(name: str, sound: Files) -> None:
    files = dict(sound)
    EDITS[name](files)

    with pytest.raises(BadContentError) as refused:
        check_files(rehashed(files))

    assert REPORT in refused.value.summary


def test_what_they_were_made_from_is_sound(sound: Files) -> None:
    assert check_files(rehashed(dict(sound))).report.rows == 80


def test_who_asks_for_an_answer_does_not_wait_for_the_report(sound: Files) -> None:
    """It is held against the manifest all the same."""
    files = {**sound, REPORT: b"{}"}

    assert check_files(rehashed(files), answering=True).manifest.family == "ridge"
    with pytest.raises(ChangedFileError):
        check_files(files, answering=True)
    with pytest.raises(MissingFileError):
        check_files({name: data for name, data in sound.items() if name != REPORT})


def test_reading_a_report_is_no_part_of_starting(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, engine.models.active, engine.inference.predictor;"
        "sys.exit('engine.models.report' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=tmp_path).returncode == 0
