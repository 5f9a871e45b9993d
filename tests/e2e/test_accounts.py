"""People: added, enrolled, confirmed, disabled."""

import pytest

from tests.e2e.commands import Wardcast, kinds

PASSWORD = "nine quiet lanterns at noon"


@pytest.mark.slow
def test_a_new_auditor_counts_once_confirmed_and_no_longer_when_disabled(demo: Wardcast) -> None:
    added = demo.as_("administrator", "accounts", "add", "august", "--role", "auditor", "--json")
    secret = demo.folder / "secret"
    secret.write_text(added.done().json["enrolment_secret"] + "\n", encoding="utf-8")

    demo("accounts", "enrol", "august", "--secret-file", secret, password=PASSWORD).done()
    early = demo("audit", "list", "--as", "august", password=PASSWORD)
    demo.as_("auditor", "accounts", "confirm", "august").done()
    headers = demo("audit", "list", "--as", "august", "--json", password=PASSWORD).done().json
    demo.as_("administrator", "accounts", "disable", "august").done()
    late = demo("audit", "list", "--as", "august", password=PASSWORD)

    early.refused("denied")
    assert {"account-added", "account-confirmed", "denied"} <= {h["kind"] for h in headers}
    late.refused("sign-in-refused")
    listed = demo.as_("auditor", "accounts", "list", "--json").done().json
    assert next(p for p in listed if p["name"] == "august")["status"] == "disabled"


def test_an_enrolment_secret_serves_once_and_only_for_its_person(demo: Wardcast) -> None:
    added = demo.as_("administrator", "accounts", "add", "emil", "--role", "engineer", "--json")
    secret = {"WARDCAST_ENROLMENT": added.done().json["enrolment_secret"]}

    demo("accounts", "enrol", "clinician", password=PASSWORD, **secret).refused("enrolment-refused")
    demo("accounts", "enrol", "emil", password=PASSWORD, **secret).done()
    demo("accounts", "enrol", "emil", password=PASSWORD, **secret).refused("enrolment-refused")


def test_a_clinician_adds_nobody_and_the_denial_is_in_the_log(demo: Wardcast) -> None:
    ran = demo.as_("clinician", "accounts", "add", "mallory", "--role", "auditor")

    assert "administrator" in ran.refused("denied").err
    assert kinds(demo.home)[-2:] == ["sign-in", "denied"]
