"""A model leaves the site: recorded, whole, in three forms; only one of them comes back."""

import hashlib
import json
import zipfile
from pathlib import Path

import joblib
import numpy as np
import onnxruntime
import pytest

from tests.e2e.commands import Wardcast, case_file, kinds, sequence_of

FORMS = ("wardmodel", "onnx", "joblib")


def active(demo: Wardcast) -> str:
    (entry,) = demo.as_("engineer", "models", "list", "--json").done().json
    return str(entry["version"])


def export(demo: Wardcast, form: str) -> tuple[Path, list[str]]:
    out = demo.folder / f"model.{form}"
    words = ["models", "export", active(demo), "--format", form, "--out", str(out)]
    return out, words


@pytest.mark.parametrize("form", FORMS)
def test_a_model_leaves_recorded_with_the_digest_of_its_file(demo: Wardcast, form: str) -> None:
    out, words = export(demo, form)

    ran = demo.as_("engineer", *words, "--json").done()

    assert ran.json["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert ran.json["validation"] == "validated"
    assert kinds(demo.home)[-1] == "model-exported"
    number = str(sequence_of(demo.home, "model-exported"))
    shown = demo.as_("auditor", "audit", "show", number).done()
    assert ran.json["sha256"] in shown.out
    left_behind = "no signatures" in ran.err
    assert left_behind == (form != "wardmodel")
    assert out.stat().st_mode & 0o077 == 0
    assert not [path for path in demo.folder.iterdir() if path.name.startswith(".model")]


def test_the_same_model_leaves_with_the_same_bytes(demo: Wardcast) -> None:
    for form in FORMS:
        out, words = export(demo, form)
        demo.as_("engineer", *words).done()
        first = out.read_bytes()

        demo.as_("approver", *words).refused("already-there")
        demo.as_("approver", *words, "--force").done()

        assert out.read_bytes() == first


def test_only_engineers_and_approvers_take_models_out(demo: Wardcast) -> None:
    out, words = export(demo, "wardmodel")

    for role in ("clinician", "auditor", "administrator"):
        demo.as_(role, *words).refused("denied")

    assert not out.exists()
    assert kinds(demo.home).count("denied") == 3
    assert "model-exported" not in kinds(demo.home)


def test_a_package_in_one_file_is_taken_as_its_folder_is_and_no_changed_byte_of_it(
    demo: Wardcast,
) -> None:
    out, words = export(demo, "wardmodel")
    version = active(demo)
    demo.as_("engineer", *words).done()
    with zipfile.ZipFile(out) as archive:
        (package,) = (demo.home / "models").iterdir()
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.relative_to(package).as_posix(): path.read_bytes()
            for path in package.rglob("*")
            if path.is_file()
        }

    verified = demo("models", "verify", out, "--json").done().json
    again = demo.as_("engineer", "models", "submit", out).refused("model-state")

    assert (verified["version"], verified["validated"]) == (version, True)
    assert "here already" in again.err
    changed = bytearray(out.read_bytes())
    changed[len(changed) // 2] ^= 1
    out.write_bytes(changed)
    demo("models", "verify", out).refused("package-archive-invalid")
    demo.as_("engineer", "models", "submit", out).refused("package-archive-invalid")


def test_a_model_whose_package_was_changed_does_not_leave(demo: Wardcast) -> None:
    out, words = export(demo, "onnx")
    (package,) = (demo.home / "models").iterdir()
    (package / "card.md").write_text("A good model.", encoding="utf-8")

    demo.as_("engineer", *words).refused("package-file-changed")

    assert not out.exists()
    assert kinds(demo.home)[-1] == "model-refused"


def test_what_left_as_onnx_and_joblib_scores_as_the_site_does(demo: Wardcast) -> None:
    case = case_file(demo.folder)
    answer = demo.as_("clinician", "predict", "--case", case, "--json").done().json
    for form in ("onnx", "joblib"):
        _, words = export(demo, form)
        demo.as_("engineer", *words).done()

    session = onnxruntime.InferenceSession(demo.folder / "model.onnx")
    values = json.loads(case.read_text("utf-8"))
    feeds = {
        one.name: np.array([values[one.name]], float if "double" in one.type else object)
        for one in session.get_inputs()
    }
    found = [float(one[0]) for one in session.run(None, feeds)]

    assert found == pytest.approx([answer["score"], *answer["interval"]], abs=1e-9)
    loaded = joblib.load(demo.folder / "model.joblib")  # noqa: TID251 - what we just wrote
    assert loaded["facts"]["model_sha256"] == answer["model_sha256"]


def test_a_place_that_is_none_is_refused_before_anything_is_asked(demo: Wardcast) -> None:
    missing = demo.folder / "nowhere" / "model.onnx"

    demo.as_(
        "engineer", *("models", "export", active(demo), "--format", "onnx", "--out", str(missing))
    ).refused("cannot-write")

    assert "model-exported" not in kinds(demo.home)
    assert not missing.parent.exists()
