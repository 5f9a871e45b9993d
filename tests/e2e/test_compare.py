"""The options that a case permits are compared, and recorded before they are shown."""

from typing import Any

import pytest

from tests.e2e.commands import Wardcast, case_file, kinds, sequence_of


def test_a_case_is_compared_alike_in_json_in_words_and_in_the_log(demo: Wardcast) -> None:
    case = case_file(demo.folder, Patient_ID="P-77")

    answer = demo.as_("clinician", "compare", "--case", case, "--json").done().json
    words = demo.as_("clinician", "compare", "--case", case).done().out

    options: list[dict[str, Any]] = answer["options"]
    scores = [option["score"] for option in options]
    assert len(options) == 3 * 5
    assert scores == sorted(scores, reverse=True)
    assert [option["group"] for option in options] == sorted(o["group"] for o in options)
    assert all(o["interval"][0] <= o["score"] <= o["interval"][1] for o in options)
    (entered,) = (option for option in options if option["entered"])
    assert entered["values"] == {"Drug_Name": "Metformin", "Dosage_mg": 500}
    for told in (answer["meaning"], answer["finding"], answer["disclaimer"], "as entered"):
        assert told in words
    assert all(one["sentence"] in words for one in answer["late"])
    assert sum("Metformin" in line for line in words.splitlines()) == 5
    assert kinds(demo.home)[-4:] == ["sign-in", "comparison"] * 2
    seq = str(sequence_of(demo.home, "comparison"))
    body = demo.as_("auditor", "audit", "show", seq, "--json").done().json["body"]
    assert body["reference"] == "P-77"
    assert body["inputs"]["Side_Effects"] == "Nausea"
    assert body["reply"]["options"] == options


def test_what_varies_is_chosen_and_may_be_left_out_of_the_case(demo: Wardcast) -> None:
    case = case_file(demo.folder, Treatment_Duration_days=None)

    ran = demo.as_(
        *("clinician", "compare", "--case", case, "--json"),
        *("--vary", "Treatment_Duration_days", "--vary", "Drug_Name"),
    )

    answer = ran.done().json
    assert [one["column"] for one in answer["varied"]] == ["Drug_Name", "Treatment_Duration_days"]
    assert len(answer["options"]) == 3 * 5
    assert not any(option["entered"] for option in answer["options"])


@pytest.mark.parametrize(
    ("changes", "vary", "code"),
    [
        ({"Age": 17}, [], "case-refused"),
        ({}, ["Drug"], "comparison-invalid"),
        ({}, ["Drug_Name", "Dosage_mg", "Treatment_Duration_days", "Age"], "too-many-options"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused_and_only_that_is_recorded(
    demo: Wardcast, changes: dict[str, Any], vary: list[str], code: str
) -> None:
    wishes = [word for column in vary for word in ("--vary", column)]
    case = case_file(demo.folder, **changes)

    ran = demo.as_("clinician", "compare", "--case", case, *wishes, "--json")

    seq = sequence_of(demo.home, "comparison-refused")
    assert kinds(demo.home)[-2:] == ["sign-in", "comparison-refused"]
    assert (ran.status, ran.json["error"]["code"]) == (1, code)
    assert int(ran.json["receipt"].split()[0]) == seq
    assert f"[{code}]" in ran.err


def test_who_may_not_predict_may_not_compare(demo: Wardcast) -> None:
    demo.as_("engineer", "compare", "--case", case_file(demo.folder)).refused("denied")

    assert kinds(demo.home)[-2:] == ["sign-in", "denied"]
