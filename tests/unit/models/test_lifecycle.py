"""Submitted by one, approved by another, active: and every way in which that is refused."""

from collections.abc import Callable

import pytest

from engine.audit.events import EventKind
from engine.canonical import sha256_hex
from engine.models.content import MANIFEST, SIGNATURES
from engine.models.lifecycle import ModelStateError, OwnModelError
from engine.models.signatures import sign_act
from tests.faults.packages import bundled, lay_out, signed, with_envelopes
from tests.unit.accounts.papers import NOW
from tests.unit.models.wards import Ward, another, not_promotable, refused


def test_a_model_goes_from_one_person_to_the_next_and_each_step_is_recorded(ward: Ward) -> None:
    submitted = ward.submit(bundled())
    version, sha256 = submitted.model.version, submitted.model.sha256
    assert submitted.validation.state == "awaiting-approval"
    assert ward.states() == {version: "submitted"}

    ward.models.approve(ward.as_("april"), version, "I read it.")
    assert ward.states() == {version: "approved"}
    ward.models.activate(ward.as_("eve"), version, "From now on.")

    assert ward.states() == {version: "active"}
    assert ward.models.load_active().model.sha256 == sha256
    for kind, who, reason in (
        (EventKind.MODEL_SUBMITTED, "eve", "I trained it."),
        (EventKind.MODEL_APPROVED, "april", "I read it."),
        (EventKind.MODEL_ACTIVATED, "eve", "From now on."),
    ):
        (body,) = ward.site.bodies(kind)
        assert (body["actor"]["name"], body["model"], body["reason"]) == (who, sha256, reason)


def test_the_next_model_takes_over_and_the_last_one_can_come_back(ward: Ward) -> None:
    first, second = ward.active(bundled()), ward.active(another())
    assert ward.states() == {first: "approved", second: "active"}

    ward.models.activate(ward.as_("april"), first, "The second one disappointed.")

    assert ward.states() == {first: "active", second: "approved"}


def test_a_package_that_was_signed_in_training_keeps_that_signature(ward: Ward) -> None:
    eve, emil = ward.as_("eve"), ward.engineer_who_approves()
    files = bundled()
    sha256 = sha256_hex(files[MANIFEST])
    act = sign_act(eve.signing_key, eve.actor, "submitted", sha256, at=NOW, reason="Trained by me.")
    package = lay_out(with_envelopes(files, act), ward.outside / "signed")

    found = ward.models.submit(emil, package, "I bring it for Eve.")

    assert [one.person for one in found.acts] == [eve.actor.person_id]
    assert ward.models.approve(emil, found.model.version, "I read it.").validation.validated


def test_nobody_approves_their_own_model_and_the_try_is_recorded(ward: Ward) -> None:
    emil = ward.engineer_who_approves()
    version = ward.submit(bundled(), "emil").model.version

    error = refused(lambda: ward.models.approve(emil, version, "It is good, I made it."))

    assert isinstance(error, OwnModelError)
    assert ward.states() == {version: "submitted"}
    body = ward.last_refusal(EventKind.DENIED)
    assert (body["reason"], body["permission"]) == ("own-model", "model-approve")
    assert ward.count(EventKind.MODEL_APPROVED) == 0


def test_who_submits_may_approve_what_somebody_else_submitted(ward: Ward) -> None:
    emil = ward.engineer_who_approves()
    version = ward.submit(bundled(), "eve").model.version

    assert ward.models.approve(emil, version, "I read it.").validation.validated


def test_a_model_that_a_gate_refused_is_never_approved(ward: Ward) -> None:
    found = ward.submit(not_promotable())
    assert found.validation.state == "exploration"

    error = refused(lambda: ward.models.approve(ward.as_("april"), found.model.version, "Yes."))

    assert error.code == "model-not-promotable"
    assert "Not better than the mean." in error.summary
    assert refused(
        lambda: ward.models.activate(ward.as_("eve"), found.model.version, "Yes.")
    ).code == "package-not-approved"  # fmt: skip


def test_a_rejected_model_goes_no_further(ward: Ward) -> None:
    version = ward.submit(bundled()).model.version
    april = ward.as_("april")
    ward.models.reject(april, version, "The rows are too old.")

    assert ward.states() == {version: "rejected"}
    assert ward.last_refusal(EventKind.MODEL_REJECTED)["reason"] == "The rows are too old."
    for step in (ward.models.approve, ward.models.activate, ward.models.reject):
        assert isinstance(refused(lambda step=step: step(april, version, "Now.")), ModelStateError)  # type: ignore[misc]
    assert ward.count(EventKind.MODEL_REJECTED) == 1


def test_an_approval_that_overtook_a_rejection_activates_nothing(ward: Ward) -> None:
    found = ward.submit(bundled())
    signatures = ward.models.folder / found.model.sha256 / SIGNATURES
    alone = signatures.read_bytes()
    ward.models.approve(ward.as_("april"), found.model.version, "I read it.")
    both = signatures.read_bytes()
    signatures.write_bytes(alone)
    ward.models.reject(ward.as_("april"), found.model.version, "On second thoughts, no.")
    signatures.write_bytes(both)

    error = refused(lambda: ward.models.activate(ward.as_("april"), found.model.version, "Go."))

    assert isinstance(error, ModelStateError)


@pytest.mark.parametrize("step", ["submit", "approve", "activate", "reject"])
def test_no_step_is_taken_twice(ward: Ward, step: str) -> None:
    version = ward.active(bundled())
    april = ward.as_("april")
    again: dict[str, Callable[[], object]] = {
        "submit": lambda: ward.submit(bundled()),
        "approve": lambda: ward.models.approve(april, version, "Again."),
        "activate": lambda: ward.models.activate(april, version, "Again."),
        "reject": lambda: ward.models.reject(april, version, "Too late."),
    }

    assert isinstance(refused(again[step]), ModelStateError)
    assert ward.states() == {version: "active"}


def test_what_is_not_approved_is_not_activated_and_that_is_recorded(ward: Ward) -> None:
    version = ward.submit(bundled()).model.version

    error = refused(lambda: ward.models.activate(ward.as_("eve"), version, "At once."))

    assert error.code == "package-not-approved"
    assert ward.last_refusal(EventKind.MODEL_REFUSED)["code"] == "package-not-approved"
    assert refused(ward.models.load_active).code == "no-active-model"


@pytest.mark.parametrize("name", ["v-00000000", "", "v-", "nonsense", "../../etc"])
def test_a_version_that_there_is_not_is_said_to_be_unknown(ward: Ward, name: str) -> None:
    ward.approved(bundled())

    assert refused(lambda: ward.models.activate(ward.as_("april"), name, "Go.")).code == (
        "model-unknown"
    )


def test_a_version_that_could_mean_two_models_is_said_to_be_unknown(ward: Ward) -> None:
    first = ward.submit(bundled()).model.sha256
    alike = (another(seed) for seed in range(1, 500))
    files = next(one for one in alike if sha256_hex(one[MANIFEST])[0] == first[0])
    second = ward.submit(files).model.sha256

    error = refused(lambda: ward.models.approve(ward.as_("april"), first[0], "Which?"))
    ward.models.approve(ward.as_("april"), second, "This one, by its whole name.")

    assert error.code == "model-unknown"
    assert error.summary.startswith("More than one model")


@pytest.mark.parametrize(
    ("step", "permission", "allowed"),
    [
        ("submit", "model-submit", {"eve"}),
        ("approve", "model-approve", {"april"}),
        ("reject", "model-approve", {"april"}),
        ("activate", "model-activate", {"eve", "april"}),
        ("list", "model-list", {"eve", "april", "clara", "audrey"}),
    ],
)
def test_only_the_roles_of_the_table_take_a_step_and_each_denial_is_recorded(
    ward: Ward, step: str, permission: str, allowed: set[str]
) -> None:
    version = ward.submit(bundled()).model.version
    package = lay_out(another(), ward.outside / "another")
    denied = 0
    for name in {"ada", "audrey", "april", "eve", "clara"} - allowed:
        session = ward.as_(name)
        steps: dict[str, Callable[[], object]] = {
            "submit": lambda: ward.models.submit(session, package, "Mine."),  # noqa: B023
            "approve": lambda: ward.models.approve(session, version, "Yes."),  # noqa: B023
            "reject": lambda: ward.models.reject(session, version, "No."),  # noqa: B023
            "activate": lambda: ward.models.activate(session, version, "Go."),  # noqa: B023
            "list": lambda: ward.models.entries(session),  # noqa: B023
        }
        assert refused(steps[step]).code == "denied"
        denied += 1
        body = ward.last_refusal(EventKind.DENIED)
        assert body["permission"] == permission
        assert body["actor"] == {"person": session.actor.person_id, "name": name}

    assert ward.count(EventKind.DENIED) == denied
    assert ward.states() == {version: "submitted"}


def test_a_package_that_does_not_verify_is_not_taken_in_and_that_is_recorded(ward: Ward) -> None:
    package = lay_out(bundled(), ward.outside / "unsigned")

    error = refused(lambda: ward.models.submit(ward.as_("eve"), package, "Trust me."))

    assert error.code == "package-unsigned"
    assert ward.last_refusal(EventKind.MODEL_REFUSED)["code"] == "package-unsigned"
    assert ward.entries() == ()
    assert list(ward.models.folder.iterdir()) == []


def test_the_signatures_of_another_site_count_for_nothing_here(ward: Ward) -> None:
    package = lay_out(signed(bundled()), ward.outside / "signed")

    error = refused(lambda: ward.models.submit(ward.as_("eve"), package, "Trust them."))

    assert error.code == "package-signer-untrusted"
