"""A case becomes a score, and a record before it becomes a score."""

import json
from pathlib import Path

import pytest

from tests.e2e.commands import Wardcast, case_file, kinds, sequence_of

SENTINEL = "Xq7-SENTINEL-4411"


def test_a_case_is_answered_alike_from_a_file_from_stdin_and_in_words(demo: Wardcast) -> None:
    case = case_file(demo.folder)

    answer = demo.as_("clinician", "predict", "--case", case, "--json").done().json
    piped = demo.as_("clinician", "predict", "--case", "-", "--json", stdin=case.read_text("utf-8"))
    words = demo.as_("clinician", "predict", "--case", case).done().out

    low, high = answer["interval"]
    assert 0 <= low <= answer["score"] <= high <= 10
    assert answer["interval_level"] == 0.9
    assert answer["domain"]["reasons"]
    assert (answer["validated"], answer["not_for_care"]) == (True, True)
    total = answer["baseline"] + sum(part["points"] for part in answer["contributions"])
    assert total == pytest.approx(answer["score"], abs=1e-9)
    assert piped.done().json == answer | {"receipt": piped.json["receipt"]}
    for told in (f"{answer['score']:.1f}", answer["band"], answer["model_version"], "not for care"):
        assert told in words
    assert all(f"{part['points']:+.2f}" in words for part in answer["contributions"])
    assert kinds(demo.home)[-6:] == ["sign-in", "prediction"] * 3


def test_a_bad_case_gets_one_message_per_field_and_leaves_only_the_refusal(demo: Wardcast) -> None:
    wrong = {"Age": 17, "Gender": "female", "Dosage_mg": None, "Drug_Name": "Ibuprofen", "Agee": 3}
    before = kinds(demo.home)

    ran = demo.as_("clinician", "predict", "--case", case_file(demo.folder, **wrong))

    told = [line for line in ran.refused("case-refused").err.splitlines() if line.startswith("  ")]
    expected = {
        "Age": "18 to 79",
        "Gender": "Female, Male",
        "Dosage_mg": "50, 100, 250, 500, 850",
        "Drug_Name": "Glipizide, Insulin Glargine, Metformin",
        "Agee": "did you mean 'Age'",
    }
    for line, (field, permitted) in zip(told, expected.items(), strict=True):
        assert f"({field})" in line
        assert permitted in line
    assert kinds(demo.home)[len(before) :] == ["sign-in", "prediction-refused"]


@pytest.mark.parametrize("text", ['{"Age": 56, "Age": 57}', '{"Age": SECRET}'])
def test_what_is_no_case_is_refused_without_repeating_it(demo: Wardcast, text: str) -> None:
    ran = demo.as_("clinician", "predict", "--case", "-", stdin=text).refused("case-unreadable")

    assert "SECRET" not in ran.err


def test_who_may_not_ask_gets_no_score_and_the_try_is_recorded(demo: Wardcast) -> None:
    demo.as_("engineer", "predict", "--case", case_file(demo.folder)).refused("denied")

    assert kinds(demo.home)[-2:] == ["sign-in", "denied"]


def test_no_score_where_the_model_was_changed_and_the_log_says_so(demo: Wardcast) -> None:
    (weight,) = demo.home.rglob("weight.bin")
    data = weight.read_bytes()
    weight.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    ran = demo.as_("clinician", "predict", "--case", case_file(demo.folder))

    ran.refused("package-file-changed")
    assert kinds(demo.home)[-2:] == ["sign-in", "model-refused"]


def test_no_patient_reference_lies_in_clear_anywhere_in_the_home(demo: Wardcast) -> None:
    case = case_file(demo.folder, Patient_ID=SENTINEL, **{SENTINEL: 1})
    demo.as_("clinician", "predict", "--case", case).refused("case-refused")
    demo("predict", "--case", case, "--as", SENTINEL, password=SENTINEL).refused("sign-in-refused")
    case = case_file(demo.folder, Patient_ID=SENTINEL)
    demo.as_("clinician", "predict", "--case", case).done()

    # It is in the log, so that the search below means something.
    seq = str(sequence_of(demo.home, "prediction"))
    opened = demo.as_("auditor", "audit", "show", seq, "--json").done().json
    assert opened["body"]["reference"] == SENTINEL
    assert holding(demo.home, SENTINEL) == []


def test_the_search_for_a_reference_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "found").write_bytes(b"\x00" + SENTINEL.lower().encode() + b"\x00")
    (tmp_path / "wide").write_bytes(b"\x00" + SENTINEL.encode("utf-16-le"))
    (tmp_path / "other").write_bytes(b"nothing")

    assert holding(tmp_path, SENTINEL) == ["found", "wide"]


def holding(folder: Path, text: str) -> list[str]:
    """Name every file in ``folder`` that holds ``text``, in the encodings that programs write."""
    forms = [text.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    forms += [json.dumps(text)[1:-1].lower().encode(), text.encode().hex().encode()]
    found = [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes().lower() for form in forms)
    ]
    return sorted(found)
