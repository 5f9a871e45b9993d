"""A package in one file: read only as it was written, whatever else a zip could say."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.accounts.trust import VerifiedTrust
from engine.models import wardmodel as module
from engine.models.content import CARD, MANIFEST, SIGNATURES
from engine.models.package import check_files
from engine.models.refusals import PackageRefusedError
from engine.models.verification import verify_package
from engine.models.wardmodel import read_package, read_wardmodel, write_wardmodel
from tests.faults.hostile_signatures import trust
from tests.faults.packages import Files, bundled, lay_out, signed

NAMES = st.from_regex(
    r"(predictor/)?[A-Za-z0-9_][A-Za-z0-9_-]{0,20}(\.[a-z]{1,4})?", fullmatch=True
)
CONTENTS = st.dictionaries(NAMES, st.binary(max_size=200), min_size=1, max_size=12)
SOUND = write_wardmodel(bundled())
# The date, the system and the rights that ours say, so that a zip differs in one thing only.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@pytest.fixture(scope="module", name="site")
def _site() -> VerifiedTrust:
    return trust()


def refusal(data: bytes) -> str:
    with pytest.raises(PackageRefusedError) as refused:
        read_wardmodel(data, "a.wardmodel")
    assert refused.value.advice
    return refused.value.code


def zipped(change: Callable[[zipfile.ZipFile, Files], object], **files: bytes) -> bytes:
    """What Python's own zip makes of the bundled package, and of whatever ``change`` does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of the duplicate that a test wants
        change(archive, {**bundled(), **files})
    return buffer.getvalue()


def entry(name: str, **changes: object) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.create_system, info.create_version, info.extract_version = 3, 10, 10
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    for key, value in changes.items():
        setattr(info, key, value)
    return info


def in_order(archive: zipfile.ZipFile, files: Files) -> None:
    for name, data in sorted(files.items()):
        archive.writestr(entry(name), data)


def with_first(**changes: object) -> Callable[[zipfile.ZipFile, Files], None]:
    """Change how the first entry is written."""

    def change(archive: zipfile.ZipFile, files: Files) -> None:
        for place, (name, data) in enumerate(sorted(files.items())):
            archive.writestr(entry(name, **(changes if place == 0 else {})), data)

    return change


def with_more(name: str, data: bytes = b"") -> Callable[[zipfile.ZipFile, Files], None]:
    def change(archive: zipfile.ZipFile, files: Files) -> None:
        in_order(archive, files)
        archive.writestr(entry(name), data)

    return change


def crowded(archive: zipfile.ZipFile, files: Files) -> None:
    in_order(archive, {**files, **{f"extra-{number}": b"" for number in range(64)}})


def in_another_order(archive: zipfile.ZipFile, files: Files) -> None:
    for name, data in sorted(files.items(), reverse=True):
        archive.writestr(entry(name), data)


def commented(archive: zipfile.ZipFile, files: Files) -> None:
    in_order(archive, files)
    archive.comment = b"hello"


def claiming(size: int) -> bytes:
    """The first entry claims another size, in every place where it could."""
    changed = bytearray(SOUND)
    struct.pack_into("<2I", changed, 18, size, size)
    return bytes(changed)


HOSTILE: dict[str, tuple[str, bytes]] = {
    "nothing": ("package-archive-invalid", b""),
    "an empty zip": ("package-archive-invalid", zipped(lambda *_: None)),
    "no zip": ("package-archive-invalid", b"manifest"),
    "a header cut short": ("package-archive-invalid", SOUND[:20]),
    "a compressed entry": (
        "package-compressed",
        zipped(with_first(compress_type=zipfile.ZIP_DEFLATED)),
    ),
    "a bomb": (
        "package-compressed",
        zipped(with_first(compress_type=zipfile.ZIP_LZMA), **{CARD: bytes(2**24)}),
    ),
    "a name twice": ("package-duplicate-name", zipped(with_more("predictor/weight.bin"))),
    "a way up": ("package-path", zipped(with_more("../evil"))),
    "a way up from within": ("package-path", zipped(with_more("predictor/../../evil"))),
    "an absolute path": ("package-path", zipped(with_more("/etc/evil"))),
    "a drive": ("package-path", zipped(with_more("C:evil"))),
    "a path for Windows": ("package-path", zipped(with_more("predictor\\evil.bin"))),
    "a folder": ("package-path", zipped(with_more("predictor/"))),
    "a folder too many": ("package-path", zipped(with_more("z/evil"))),
    "a hidden file": ("package-path", zipped(with_more(".hidden"))),
    "an empty name": ("package-path", zipped(with_more("\x00"))),
    "a name that is no ASCII": ("package-path", zipped(with_more("z\u00fcrich"))),
    "a name without end": ("package-path", zipped(with_more("z" * 60_000))),
    "too many entries": ("package-too-large", zipped(crowded)),
    "a size of 4 GB claimed": ("package-too-large", claiming(2**32 - 2)),
    "a size claimed beyond the end": ("package-archive-invalid", claiming(len(SOUND))),
    "a size of nothing claimed": ("package-archive-invalid", claiming(0)),
    "another order": ("package-archive-invalid", zipped(in_another_order)),
    "a comment": ("package-archive-invalid", zipped(commented)),
    "a comment of an entry": ("package-archive-invalid", zipped(with_first(comment=b"hi"))),
    "an extra field": ("package-archive-invalid", zipped(with_first(extra=b"\1\0\0\0"))),
    "a date": ("package-archive-invalid", zipped(with_first(date_time=(2026, 1, 1, 0, 0, 0)))),
    "a link": (
        "package-archive-invalid",
        zipped(with_first(external_attr=(stat.S_IFLNK | 0o777) << 16)),
    ),
    "an executable": (
        "package-archive-invalid",
        zipped(with_first(external_attr=(stat.S_IFREG | 0o755) << 16)),
    ),
    "something before it": ("package-archive-invalid", b"#!/bin/sh\n" + SOUND),
    "something behind it": ("package-archive-invalid", SOUND + b"\0"),
    "another package behind it": ("package-archive-invalid", SOUND + SOUND),
    "no directory": ("package-archive-invalid", SOUND[: SOUND.index(b"PK\x01\x02")]),
}


def test_what_pythons_zip_writes_in_our_way_is_byte_by_byte_ours() -> None:
    assert zipped(in_order) == SOUND


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_own_code(name: str) -> None:
    code, data = HOSTILE[name]

    assert refusal(data) == code


@settings(deadline=None)
@given(CONTENTS)
def test_any_files_come_back_and_any_zip_reader_can_read_them(files: Files) -> None:
    data = write_wardmodel(files)

    assert read_wardmodel(data, "a.wardmodel") == files
    assert write_wardmodel(dict(reversed(files.items()))) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files


@settings(deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found_without_a_signature(at: int, by: int) -> None:
    refusal(SOUND[:at] + bytes([SOUND[at] ^ by]) + SOUND[at + 1 :])


@settings(deadline=None)
@given(st.integers(0, len(SOUND) - 1))
def test_any_cut_is_found(at: int) -> None:
    refusal(SOUND[:at])


@settings(deadline=None)
@given(st.lists(st.sampled_from([SOUND[:200], b"PK\3\4", b"PK\1\2", b"PK\5\6", bytes(26)])))
def test_no_bytes_whatever_bring_another_error_than_a_refusal(parts: list[bytes]) -> None:
    refusal(b"".join(parts))


def test_a_package_in_one_file_is_the_same_model_with_the_same_signatures(
    site: VerifiedTrust, tmp_path: Path
) -> None:
    files = signed(bundled())
    folder, file = lay_out(files, tmp_path / "package"), tmp_path / "one.wardmodel"
    file.write_bytes(write_wardmodel(files))

    of_folder, of_file = verify_package(folder, site), verify_package(file, site)

    assert read_package(file) == files
    assert of_file.validation.validated
    assert (of_file.model.sha256, of_file.acts) == (of_folder.model.sha256, of_folder.acts)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda files: files.update(extra=b"hello"), "package-extra-file"),
        (lambda files: files.pop(CARD), "package-missing-file"),
        (lambda files: files.pop(SIGNATURES), "package-missing-file"),
        (lambda files: files.update({MANIFEST: b"{}"}), "package-signatures-invalid"),
        (lambda files: files.update({CARD: b"good"}), "package-file-changed"),
    ],
)
def test_a_sound_file_of_an_unsound_package_is_refused_as_its_folder_is(
    site: VerifiedTrust, tmp_path: Path, change: Callable[[Files], object], code: str
) -> None:
    files = signed(bundled())
    change(files)
    file = tmp_path / "one.wardmodel"
    file.write_bytes(write_wardmodel(files))

    with pytest.raises(PackageRefusedError) as refused:
        verify_package(file, site)

    assert refused.value.code == code


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.wardmodel"
    with file.open("wb") as large:
        large.truncate(module._MAX_BYTES + 1)

    with pytest.raises(PackageRefusedError) as refused:
        read_package(file)

    assert refused.value.code == "package-too-large"


def test_a_link_to_a_package_in_one_file_is_refused(tmp_path: Path) -> None:
    file, link = tmp_path / "one.wardmodel", tmp_path / "link.wardmodel"
    file.write_bytes(SOUND)
    link.symlink_to(file)

    with pytest.raises(PackageRefusedError) as refused:
        read_package(link)

    assert refused.value.code == "package-link"


def test_a_name_that_no_package_has_is_not_written() -> None:
    with pytest.raises(ValueError, match="no name"):
        write_wardmodel({"../evil": b""})
    assert check_files(read_wardmodel(SOUND, "a.wardmodel")).manifest.promotable
