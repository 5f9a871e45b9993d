"""Every hostile package is refused with its own code; nothing of it is executed."""

import itertools
import json
import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.accounts.roles import Role
from engine.accounts.trust import VerifiedTrust
from engine.inference.traversal import compile_form
from engine.models import package as package_module
from engine.models.content import MANIFEST, SIGNATURES
from engine.models.package import check_files, load_model, read_folder
from engine.models.refusals import PackageRefusedError
from engine.models.verification import verify_files, verify_package
from resources import resource
from tests.faults.hostile_knowledge import spread
from tests.faults.hostile_packages import HOSTILE, PICKLE_RAN, sound
from tests.faults.hostile_signatures import EDITH, SIGNATURE_FILES, trust
from tests.faults.packages import (
    Files,
    act,
    bundled,
    lay_out,
    rehashed,
    signed,
    trees,
    with_envelopes,
)
from tests.unit.accounts.papers import APRIL, EVE

NAMES = sorted(bundled())
SEED = 20261102


@pytest.fixture(scope="module", name="site")
def _site() -> VerifiedTrust:
    return trust()


def refusal(files: Files, site: VerifiedTrust | None, *, expect: str | None = None) -> str:
    with pytest.raises(PackageRefusedError) as refused:
        verify_files(files, site, expect=expect)
    return refused.value.code


def bundled_sha256() -> str:
    return str(json.loads(resource("model.json").read_bytes())["manifest_sha256"])


@pytest.mark.parametrize("make", [bundled, trees])
def test_what_the_hostile_ones_were_made_from_is_sound(
    make: Callable[[], Files], site: VerifiedTrust
) -> None:
    found = verify_files(signed(make()), site)

    assert found.validation.validated
    assert [one.name for one in found.acts] == ["eve", "april"]


def test_widths_that_follow_the_inputs_are_sound_until_they_are_spoilt() -> None:
    files = bundled()
    spread()(files)

    assert check_files(rehashed(files)).calibration.spread is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_with_its_own_code(
    name: str, site: VerifiedTrust, tmp_path: Path
) -> None:
    hostile = HOSTILE[name]
    folder = hostile.build(tmp_path)

    with pytest.raises(PackageRefusedError) as refused:
        verify_package(folder, site)

    assert refused.value.code == hostile.code
    assert refused.value.advice
    assert os.environ.get(PICKLE_RAN) is None


@pytest.mark.parametrize("name", [name for name in SIGNATURE_FILES if name != "no signature"])
def test_no_number_that_somebody_told_makes_bad_signatures_good(
    name: str, site: VerifiedTrust
) -> None:
    code, edit = SIGNATURE_FILES[name]
    files = signed(bundled())
    edit(files)

    assert refusal(files, site, expect=bundled_sha256()) == code


@pytest.mark.parametrize("name", NAMES)
def test_a_flipped_byte_of_any_file_is_found_by_the_signatures(
    name: str, site: VerifiedTrust
) -> None:
    files = signed(bundled())
    code = {
        MANIFEST: "package-signatures-invalid",
        SIGNATURES: "package-signatures-invalid",
    }.get(name, "package-file-changed")

    for changed in flipped(files[name]):
        assert refusal({**files, name: changed}, site) == code


@pytest.mark.parametrize("name", NAMES)
def test_a_flipped_byte_of_any_unsigned_file_is_found_by_the_number(name: str) -> None:
    files = bundled()
    code = {
        MANIFEST: "package-not-expected",
        SIGNATURES: "package-signatures-invalid",
    }.get(name, "package-file-changed")

    for changed in flipped(files[name]):
        assert refusal({**files, name: changed}, None, expect=bundled_sha256()) == code


def flipped(data: bytes) -> list[bytes]:
    """Change single bytes: the first, the last, and up to 60 others at places drawn by chance."""
    chance = random.Random(SEED)  # noqa: S311 - to be repeatable, not to be secret
    places = {0, len(data) - 1, *chance.sample(range(len(data)), min(60, len(data)))}
    return [
        data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]
        for at in sorted(places)
    ]


def test_more_bytes_than_any_package_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sound(tmp_path)
    size = sum(len(data) for data in read_folder(folder).values())

    monkeypatch.setattr(package_module, "MAX_PACKAGE_BYTES", size - 1)

    with pytest.raises(PackageRefusedError) as refused:
        read_folder(folder)
    assert refused.value.code == "package-too-large"


def test_what_a_person_signed_before_leaving_stands(site: VerifiedTrust) -> None:
    assert site.roles_of(EDITH.id) == frozenset()

    found = verify_files(signed(bundled(), EDITH, APRIL), site)

    assert found.validation.validated
    assert Role.ENGINEER in EDITH.roles


def test_one_signature_makes_no_validated_model(site: VerifiedTrust) -> None:
    files = bundled()
    submitted = act(EVE, "submitted", bundled_sha256())

    found = verify_files(with_envelopes(files, submitted), site)

    assert (found.validation.state, found.validation.validated) == ("awaiting-approval", False)


def test_signatures_that_no_site_judged_make_no_validated_model() -> None:
    forged = signed(bundled(), EDITH, EVE)

    assert refusal(forged, None) == "package-no-trust"
    found = verify_files(forged, None, expect=bundled_sha256())
    assert (found.validation.state, found.validation.validated) == ("unjudged", False)


def test_what_happens_to_the_folder_after_it_was_read_changes_nothing(tmp_path: Path) -> None:
    folder = sound(tmp_path)
    rows = np.zeros((1, 7))
    model = load_model(folder)
    before = compile_form(model.form)(rows)

    for path in [path for path in folder.rglob("*") if path.is_file()]:
        path.write_bytes(b"\xff" * path.stat().st_size)

    assert np.array_equal(compile_form(model.form)(rows), before)
    assert check_files(model.files).sha256 == model.sha256
    assert not any(array.flags.writeable for array in model.form.arrays.values())


def test_a_racing_writer_never_gets_an_unverified_byte_loaded(tmp_path: Path) -> None:
    folder = lay_out(bundled(), tmp_path / "package")
    good = (folder / "predictor/weight.bin").read_bytes()
    bad, stop = bytes(len(good)), threading.Event()

    def write() -> None:
        aside = tmp_path / "aside"
        for number in itertools.count():
            aside.write_bytes((good, bad)[number % 2])
            aside.replace(folder / "predictor/weight.bin")
            if stop.is_set():
                return

    writer = threading.Thread(target=write)
    writer.start()
    loaded = refused = 0
    try:
        while loaded < 20 or refused < 20:
            try:
                model = load_model(folder, expect=bundled_sha256())
            except PackageRefusedError as error:
                assert error.code == "package-file-changed"  # noqa: PT017 - one of two outcomes
                refused += 1
            else:
                assert model.form.arrays["weight"].tobytes() == good
                loaded += 1
    finally:
        stop.set()
        writer.join()
