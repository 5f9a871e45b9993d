"""What a hand with SQL or a file manager does to models: refused, recorded, and put right again."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from engine.audit.events import EventKind
from engine.canonical import canonical_json, parse_canonical
from engine.keys.documents import read_document
from engine.models.activation import PAYLOAD_TYPE, Activation
from engine.models.active import ActiveModel
from engine.models.content import SIGNATURES
from tests.faults.packages import bundled
from tests.unit.models.wards import Ward, another, refused


def sql(ward: Ward, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(ward.site.database.path)) as connection, connection:
        connection.execute(statement, values)


def newest(ward: Ward) -> bytes:
    with closing(sqlite3.connect(ward.site.database.path)) as connection:
        query = "SELECT document FROM activations ORDER BY number DESC LIMIT 1"
        return bytes(connection.execute(query).fetchone()[0])


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def forged(ward: Ward, who: str, **changes: Any) -> bytes:
    """The newest activation with changes, signed by somebody of the site."""
    value = read_document(newest(ward), PAYLOAD_TYPE).value
    session = ward.as_(who)
    signer = {"person": session.actor.person_id, "key": session.signing_key.public.hex}
    activation = Activation.parse({**value, **signer, **changes})
    return activation.sign(session.signing_key)


@pytest.mark.parametrize("at", [0, 40, 300, -40, -1])
def test_a_changed_activation_is_refused_and_recorded(ward: Ward, at: int) -> None:
    version = ward.active(bundled())
    sql(ward, "UPDATE activations SET document = ?", flip(newest(ward), at))

    error = refused(ward.models.load_active)

    assert error.code == "activation-invalid"
    assert ward.last_refusal(EventKind.MODEL_REFUSED)["code"] == "activation-invalid"
    assert ward.states() == {version: "approved"}


def test_an_activation_by_one_who_may_not_is_refused(ward: Ward) -> None:
    ward.active(bundled())
    sql(ward, "UPDATE activations SET document = ?", forged(ward, "clara"))

    assert refused(ward.models.load_active).code == "activation-invalid"


def test_an_activation_in_anothers_name_is_refused(ward: Ward) -> None:
    ward.active(bundled())
    april = ward.as_("april").actor.person_id
    sql(ward, "UPDATE activations SET document = ?", forged(ward, "eve", person=april))

    assert refused(ward.models.load_active).code == "activation-invalid"


def test_an_old_activation_under_a_new_number_is_refused(ward: Ward) -> None:
    ward.active(bundled())
    old = newest(ward)
    ward.active(another())
    sql(ward, "INSERT INTO activations (number, document) VALUES (3, ?)", old)

    assert refused(ward.models.load_active).code == "activation-invalid"
    assert ward.last_refusal(EventKind.MODEL_REFUSED)["code"] == "activation-invalid"


def test_who_may_activate_brings_a_site_with_a_changed_activation_back(ward: Ward) -> None:
    version = ward.active(bundled())
    sql(ward, "UPDATE activations SET document = ?", flip(newest(ward), 300))
    refused(ward.models.load_active)

    ward.models.activate(ward.as_("april"), version, "The row was changed; once more.")

    assert ward.models.load_active().model.version == version
    assert ward.states() == {version: "active"}


def test_a_compromised_activator_is_not_believed_and_a_fallback_can_be_chosen(ward: Ward) -> None:
    fallback, chosen = ward.approved(bundled()), ward.approved(another())
    emil = ward.engineer_who_approves()
    ward.models.activate(emil, chosen, "From now on.")
    ward.site.accounts.disable(ward.as_("ada"), "emil", compromised=True)

    assert refused(ward.models.load_active).code == "activation-invalid"
    ward.models.activate(ward.as_("april"), fallback, "Emil's key was stolen.")

    assert ward.models.load_active().model.version == fallback


def test_a_model_of_a_compromised_engineer_answers_no_more(ward: Ward) -> None:
    version = ward.active(bundled())
    ward.site.accounts.disable(ward.as_("ada"), "eve", compromised=True)

    error = refused(ward.models.load_active)

    assert error.code == "package-signer-compromised"
    assert ward.last_refusal(EventKind.MODEL_REFUSED)["code"] == error.code
    assert ward.states() == {version: "refused"}


def test_a_model_of_an_engineer_who_left_goes_on(ward: Ward) -> None:
    version = ward.active(bundled())
    ward.site.accounts.disable(ward.as_("ada"), "eve")

    assert ward.models.load_active().model.version == version


def test_a_changed_package_is_refused_at_each_step_and_recorded(ward: Ward) -> None:
    version = ward.active(bundled())
    sha256 = ward.entries()[0].sha256
    weight = ward.models.folder / sha256 / "predictor" / "weight.bin"
    weight.write_bytes(flip(weight.read_bytes(), 0))
    april = ward.as_("april")

    for number, step in enumerate((ward.models.approve, ward.models.reject, ward.models.activate)):
        error = refused(lambda step=step: step(april, version, "Now."))  # type: ignore[misc]
        assert error.code == "package-file-changed"
        assert ward.count(EventKind.MODEL_REFUSED) == number + 1
    assert refused(ward.models.load_active).code == "package-file-changed"
    assert ward.count(EventKind.MODEL_REFUSED) == 4
    (entry,) = ward.entries()
    assert (entry.state, entry.verified) == ("refused", None)
    assert "weight.bin" in entry.refusal


def test_a_model_whose_approval_was_taken_away_answers_no_more(ward: Ward) -> None:
    ward.active(bundled())
    signatures = ward.models.folder / ward.entries()[0].sha256 / SIGNATURES
    value = parse_canonical(signatures.read_bytes())
    signatures.write_bytes(canonical_json({**value, "envelopes": value["envelopes"][:1]}))

    assert refused(ward.models.load_active).code == "package-not-approved"
    assert ward.last_refusal(EventKind.MODEL_REFUSED)["code"] == "package-not-approved"


def test_a_row_cannot_approve_and_a_missing_row_activates_nothing(ward: Ward) -> None:
    version = ward.submit(bundled()).model.version
    sql(ward, "UPDATE models SET state = 'approved'")
    assert ward.states() == {version: "submitted"}

    sql(ward, "DELETE FROM models")

    assert refused(lambda: ward.models.activate(ward.as_("april"), version, "Go.")).code == (
        "model-unknown"
    )


def test_the_kept_model_follows_the_site(ward: Ward) -> None:
    active = ActiveModel(ward.models)
    assert refused(active.current).code == "no-active-model"
    first = ward.active(bundled())
    kept = active.current()

    for path in (ward.models.folder / kept.model.sha256).rglob("*.bin"):
        path.write_bytes(b"")
    assert active.current() is kept

    second = ward.active(another())
    assert active.current().model.version == second != first
    ward.site.accounts.disable(ward.as_("ada"), "eve", compromised=True)
    assert refused(active.current).code == "package-signer-compromised"
