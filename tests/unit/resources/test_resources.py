"""Bundled files are found in a checkout and in an installed wheel."""

from pathlib import Path

import pytest

import resources
from resources import resource, sample_contract


def test_a_bundled_file_is_found_by_its_name() -> None:
    assert resource("cohort/ground_truth.yaml").is_file()


def test_a_checkout_has_the_sample_contract_at_its_top() -> None:
    assert sample_contract().is_file()
    assert sample_contract().name == "params.yaml"


def test_a_wheel_has_the_sample_contract_among_its_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "params.yaml").touch()
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    assert sample_contract() == tmp_path / "params.yaml"
