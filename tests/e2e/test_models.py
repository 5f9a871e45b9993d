"""From a folder to the model that answers: verified, submitted, approved, active."""

from collections.abc import Callable

import pytest

from resources import resource, sample_contract
from tests.e2e.commands import Wardcast, case_file
from tests.e2e.conftest import Trained

Make = Callable[[str], Trained]


@pytest.fixture
def package(make_package: Make) -> Trained:
    return make_package("ridge")


def test_an_unsigned_package_is_verified_by_the_number_that_training_printed(
    nobody: Wardcast, package: Trained
) -> None:
    sha256 = package.facts["manifest_sha256"]

    unsigned = nobody("models", "verify", package.folder)
    named = nobody("models", "verify", package.folder, "--expect", sha256, "--json")
    other = nobody("models", "verify", resource("model"), "--expect", sha256)

    assert "--expect" in unsigned.refused("package-unsigned").err
    assert named.done().json["version"] == package.facts["version"]
    assert (named.json["validated"], named.json["validation"]) == (False, "unsigned")
    other.refused("package-not-expected")


@pytest.mark.slow
def test_a_model_answers_after_two_people_signed_it(demo: Wardcast, package: Trained) -> None:
    version, sha256 = package.facts["version"], package.facts["manifest_sha256"]
    case = case_file(demo.folder)

    submit = ("models", "submit", package.folder, "--expect", sha256)
    demo.as_("engineer", *submit).done()
    demo.as_("engineer", "models", "approve", version).refused("denied")
    approved = demo.as_("approver", "models", "approve", version, "--json").done().json
    demo.as_("approver", "models", "activate", version).done()

    assert approved["validated"] is True
    answer = demo.as_("clinician", "predict", "--case", case, "--json").done().json
    assert (answer["model_version"], answer["validated"]) == (version, True)
    listed = demo.as_("approver", "models", "list", "--json").done().json
    assert sorted(entry["state"] for entry in listed) == ["active", "approved"]


@pytest.mark.slow
def test_a_model_that_a_gate_refused_is_rejected_and_never_approved(
    demo: Wardcast, make_package: Make
) -> None:
    weak = make_package("mean")
    version, sha256 = weak.facts["version"], weak.facts["manifest_sha256"]
    assert weak.facts["promotable"] is False

    demo.as_("engineer", "models", "submit", weak.folder, "--expect", sha256).done()
    refused = demo.as_("approver", "models", "approve", version).refused("model-not-promotable")
    demo.as_("approver", "models", "reject", version, "--reason", "It holds no signal.").done()

    (gate,) = [gate for gate in weak.facts["gates"] if gate["verdict"] == "refused"]
    assert gate["sentence"] in refused.err
    listed = demo.as_("approver", "models", "list", "--json").done().json
    assert sorted(entry["state"] for entry in listed) == ["active", "rejected"]


@pytest.mark.slow
def test_an_engineer_signs_while_training_and_the_site_knows_the_signature(
    demo: Wardcast, nobody: Wardcast, cohort: object
) -> None:
    demo.as_(
        "engineer",
        *("train", "--contract", sample_contract(), "--data", str(cohort)),
        *("--out", "signed", "--family", "mean"),
    ).done()
    signed = demo.folder / "signed"

    assert "exploration" in demo("models", "verify", signed, "--json").done().out
    nobody("models", "verify", signed).refused("package-no-trust")
