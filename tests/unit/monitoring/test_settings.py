"""Metrics are off until an administrator says otherwise, and that is on record."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from engine.accounts.access import Access
from engine.accounts.roles import DeniedError
from engine.audit.events import EventKind
from engine.errors import DamagedStoreError
from engine.monitoring.settings import (
    USUAL_PORT,
    MetricsForbiddenError,
    MetricsSettings,
    MetricsSwitch,
    metrics_settings,
)
from engine.store import setting_rows
from tests.unit.accounts.sites import Site, make_site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return make_site(tmp_path)


def switch(site: Site, *, forbidden: bool = False) -> MetricsSwitch:
    return MetricsSwitch(Access(site.trust, site.log), forbidden)


def test_they_are_off_while_nobody_set_anything(site: Site) -> None:
    assert metrics_settings(site.database) == MetricsSettings(on=False, port=USUAL_PORT)


def test_an_administrator_sets_them_and_it_is_recorded(site: Site) -> None:
    switch(site).change(site.signed_in("ada"), MetricsSettings(on=True, port=9999))

    assert metrics_settings(site.database) == MetricsSettings(on=True, port=9999)
    (body,) = site.bodies(EventKind.SETTINGS_CHANGED)
    assert (body["actor"]["name"], body["setting"]) == ("ada", "metrics")
    assert body["value"] == {"format": 1, "on": True, "port": 9999}


@pytest.mark.parametrize("name", ["audrey", "april", "eve", "clara"])
def test_nobody_else_does_and_the_try_is_recorded(site: Site, name: str) -> None:
    with pytest.raises(DeniedError):
        switch(site).change(site.signed_in(name), MetricsSettings(on=True))

    assert not metrics_settings(site.database).on
    assert site.bodies(EventKind.SETTINGS_CHANGED) == []
    assert site.bodies(EventKind.DENIED)[-1]["permission"] == "site-configure"


def test_the_machines_policy_can_forbid_switching_on_but_never_switching_off(site: Site) -> None:
    switch(site).change(site.signed_in("ada"), MetricsSettings(on=True))

    with pytest.raises(MetricsForbiddenError):
        switch(site, forbidden=True).change(site.signed_in("ada"), MetricsSettings(on=True))
    switch(site, forbidden=True).change(site.signed_in("ada"), MetricsSettings(on=False))

    assert not metrics_settings(site.database).on
    assert len(site.bodies(EventKind.SETTINGS_CHANGED)) == 2


@pytest.mark.parametrize("port", [-1, 0, 80, 1023, 65_536])
def test_a_port_that_is_none_or_the_systems_is_no_setting(port: int) -> None:
    with pytest.raises(ValidationError):
        MetricsSettings(on=True, port=port)


@pytest.mark.parametrize("document", [b"", b"{}x", b'{"on":1}', b'{"on":true,"host":"0.0.0.0"}'])
def test_a_setting_that_somebody_else_wrote_is_damage(site: Site, document: bytes) -> None:
    with site.database.write() as connection:
        setting_rows.put_setting(connection, "metrics", document)

    with pytest.raises(DamagedStoreError):
        metrics_settings(site.database)
