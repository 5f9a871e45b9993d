"""Whoever starts the program cannot talk it out of the root that the machine trusts."""

import json
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import BadPolicyError, machine_policy, pinned_root

ROOT, OTHER = "aa" * 32, "bb" * 32


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's policy file, not there yet."""
    path = tmp_path / "machine.json"
    monkeypatch.setattr(bootstrap, "machine_policy", lambda: path)
    monkeypatch.delenv("WARDCAST_POLICY", raising=False)
    return path


def policy(path: Path, root: str) -> str:
    path.write_text(json.dumps({"site_root": root}))
    return str(path)


def test_without_any_policy_nothing_is_pinned(machine: Path) -> None:
    assert not machine.exists()
    assert pinned_root() is None


def test_the_environment_may_name_a_policy_where_the_machine_has_none(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not machine.exists()
    monkeypatch.setenv("WARDCAST_POLICY", policy(tmp_path / "own.json", OTHER))

    assert pinned_root() == OTHER


@pytest.mark.parametrize("own", ["own.json", "not-there.json"])
def test_the_environment_never_replaces_the_policy_of_the_machine(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str
) -> None:
    policy(machine, ROOT)
    policy(tmp_path / "own.json", OTHER)
    monkeypatch.setenv("WARDCAST_POLICY", str(tmp_path / own))

    assert pinned_root() == ROOT


@pytest.mark.parametrize("text", ["", "{}", "[]", '"x"', "{"])
def test_a_policy_that_cannot_be_understood_is_refused(machine: Path, text: str) -> None:
    machine.write_text(text)

    with pytest.raises(BadPolicyError):
        pinned_root()


def test_the_place_of_the_machines_policy_does_not_follow_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = machine_policy()
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))

    assert machine_policy() == before
