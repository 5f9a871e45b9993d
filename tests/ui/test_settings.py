"""The page "Settings": switching the metrics by keys, and what stands in the way."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import bootstrap
from app.views.settings import SettingsView
from engine.audit.events import EventKind
from tests.ui.conftest import OpenWindow
from tests.ui.pages.settings import SettingsPage
from tests.ui.pages.window import WindowPage
from tests.ui.records import bodies, kinds
from tests.unit.monitoring.asking import get

REFUSED = "A whole number from 1024 to 65535."


@pytest.fixture
def free_port() -> str:
    with closing(socket.create_server(("127.0.0.1", 0))) as one:
        return str(one.getsockname()[1])


@pytest.fixture
def taken_port() -> Iterator[str]:
    with closing(socket.create_server(("127.0.0.1", 0))) as one:
        yield str(one.getsockname()[1])


def settings_of(window: WindowPage) -> SettingsPage:
    """Go to the page, and wait until it knows how the metrics stand."""
    window.wait_for_the_keyboard()
    window.keys.press("Ctrl+2")
    view = window.workplace.page
    assert isinstance(view, SettingsView)
    page = SettingsPage(view, window.keys)
    window.wait(lambda: page.word != "Not known yet")
    return page


@pytest.fixture
def page(window: WindowPage) -> SettingsPage:
    window.enter("administrator")
    return settings_of(window)


def serve(window: WindowPage, page: SettingsPage, port: str) -> None:
    page.choose("On")
    page.type_port(port)
    page.save()
    window.wait(lambda: page.word in {"Served", "Not served"})


def is_open(port: str) -> bool:
    with closing(socket.socket()) as one:
        return one.connect_ex(("127.0.0.1", int(port))) == 0


def test_it_is_the_administrators_and_nobody_elses(window: WindowPage) -> None:
    for name in ("administrator", "clinician", "engineer", "approver", "auditor"):
        window.enter(name)
        assert ("Settings" in window.places) == (name == "administrator")
        window.sign_out()


def test_metrics_are_off_to_begin_with_and_nothing_listens(page: SettingsPage) -> None:
    assert (page.chosen, page.port, page.word) == ("Off", "9771", "Off")
    assert page.addresses == ()
    assert not is_open("9771")


def test_switched_on_they_can_be_read_until_switched_off(
    window: WindowPage, page: SettingsPage, free_port: str
) -> None:
    serve(window, page, free_port)

    assert page.word == "Served"
    assert page.addresses[0] == f"http://127.0.0.1:{free_port}/metrics"
    assert window.word == "The settings are stored."
    for address in page.addresses:
        assert "wardcast_model_info{" in get(address, "/metrics").body
        assert get(address, "/-/ready").status == 200

    page.choose("Off")
    page.save()
    window.wait(lambda: not is_open(free_port))
    window.wait(lambda: (page.word, page.addresses) == ("Off", ()))


def test_each_change_is_on_record_with_what_was_set(
    window: WindowPage, page: SettingsPage, home: Path, free_port: str
) -> None:
    serve(window, page, free_port)

    (body,) = bodies(home, EventKind.SETTINGS_CHANGED)
    assert body["value"] == {"format": 1, "on": True, "port": int(free_port)}
    assert body["actor"]["name"] == "administrator"


def test_they_are_served_from_the_next_start_on_before_anybody_signs_in(
    window: WindowPage,
    page: SettingsPage,
    open_window: OpenWindow,
    home: Path,
    free_port: str,
) -> None:
    serve(window, page, free_port)
    window.window.close()
    assert not is_open(free_port)

    again = open_window(home)
    again.wait_for_the_door()

    assert get(f"http://127.0.0.1:{free_port}", "/-/ready").status == 200


def test_a_taken_port_is_said_with_what_to_do_and_can_be_tried_again(
    window: WindowPage, page: SettingsPage
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        serve(window, page, port)
        assert page.word == "Not served"
        assert f"port {port}" in page.sentence
        assert "another port" in page.sentence
        assert page.offers_to_try_again()

    page.try_again()
    window.wait(lambda: page.word == "Served")
    assert not page.offers_to_try_again()
    assert get(page.addresses[0], "/-/healthy").status == 200


def test_a_taken_port_keeps_nobody_out(
    window: WindowPage, page: SettingsPage, open_window: OpenWindow, home: Path, taken_port: str
) -> None:
    serve(window, page, taken_port)
    window.window.close()

    again = open_window(home)
    again.enter("administrator")
    # Not by keys: the closed window is not deleted yet, and would hear them too.
    again.workplace.go("settings")
    view = again.workplace.page
    assert isinstance(view, SettingsView)
    again.wait(lambda: view.chip.word == "Not served")


@pytest.mark.parametrize("typed", ["", "80", "65536", "1e4", "-9771", "nine", "97 71", "९७७१"])
def test_what_is_no_port_is_refused_beside_its_field_and_nothing_is_stored(
    page: SettingsPage, home: Path, typed: str
) -> None:
    before = len(kinds(home))
    page.choose("On")
    page.type_port(typed)

    page.save()

    assert page.message == REFUSED
    assert page.word == "Off"
    assert len(kinds(home)) == before


def test_an_address_is_copied_by_its_button(
    window: WindowPage, page: SettingsPage, free_port: str
) -> None:
    serve(window, page, free_port)

    page.copy(0)

    assert window.clipboard == f"http://127.0.0.1:{free_port}/metrics"


def test_a_policy_that_keeps_them_off_is_said_and_nothing_can_be_switched(
    open_window: OpenWindow, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bootstrap.open_site(home) as site:
        root = site.trust.current().root.id
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"site_root": root, "metrics": False}))
    monkeypatch.setattr(bootstrap, "machine_policy", lambda: policy)
    window = open_window(home)
    window.enter("administrator")

    page = settings_of(window)

    assert page.word == "Kept off by policy"
    assert not page.is_known


def test_nothing_that_was_typed_is_lost_while_the_state_is_found_out(
    window: WindowPage, page: SettingsPage, taken_port: str, free_port: str
) -> None:
    serve(window, page, taken_port)
    page.type_port(free_port)

    page.try_again()
    window.wait(lambda: page.is_known)

    assert page.port == free_port
