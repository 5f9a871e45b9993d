"""Read a package once, verify those bytes, and only then make anything of them."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from engine.canonical import parse_canonical, sha256_hex
from engine.contract.model import Contract, Strict
from engine.durable import CannotReadError, os_reason, read_file
from engine.models import refusals
from engine.models.bounds import BadFormError
from engine.models.content import (
    CALIBRATION,
    CARD,
    CONTRACT,
    EVALUATION,
    FORMAT,
    MANIFEST,
    REFERENCE,
    REPORT,
    SIGNATURES,
    Calibration,
    Manifest,
    Reference,
    version_of,
)
from engine.models.differences import DIFFERENCES, Differences
from engine.models.evaluation import Evaluation
from engine.models.forms import Form
from engine.phrases import phrase, reason_of

if TYPE_CHECKING:
    from engine.models.report import Report

MAX_FILE_BYTES = 256 * 2**20
MAX_PACKAGE_BYTES = 512 * 2**20
MAX_FILES = 64
_Content = TypeVar("_Content", bound=Strict)
_FOLDERS = ("", "predictor/")
_CONTENTS = (CALIBRATION, REFERENCE, EVALUATION, DIFFERENCES)
_ALWAYS = (MANIFEST, CONTRACT, *_CONTENTS, REPORT, CARD, SIGNATURES)


@dataclass(frozen=True)
class Model:
    """The content of a package whose every byte was checked against its manifest.

    Made by :func:`check_files` only. Who signed it is judged apart
    (:mod:`engine.models.signatures`), over the same bytes.

    Attributes:
        sha256: The manifest's SHA-256, which names the model.
        signatures: The bytes of the signature file; they are not covered by ``sha256``.
    """

    sha256: str
    manifest: Manifest
    contract: Contract
    form: Form
    calibration: Calibration
    reference: Reference
    evaluation: Evaluation
    differences: Differences
    card: str
    signatures: bytes
    files: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """The model's short name, such as ``v-a1b2c3d4``."""
        return version_of(self.sha256)

    @cached_property
    def report(self) -> "Report":
        """The training report.

        Raises:
            BadContentError: It is none, or not one of this contract.
        """
        # Here, since who asks for an answer should not wait for what no answer needs.
        from engine.models.report import MAX_BYTES, Report

        if len(self.files[REPORT]) > MAX_BYTES:
            raise refusals.BadContentError(
                phrase("{name}: more than a report may be.", name=REPORT)
            )
        report = _parse(Report, REPORT, self.files, refusals.BadContentError)
        if not report.fits(self.contract, self.evaluation):
            raise refusals.BadContentError(
                phrase("{name}: not the inputs of the contract.", name=REPORT)
            )
        return report


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read every file of a package folder once, under limits, following no link.

    Returns:
        Content by relative path with ``/``.

    Raises:
        PackageRefusedError: No folder, a link or device, too many or too large files.
    """
    files: dict[str, bytes] = {}
    room = MAX_PACKAGE_BYTES
    for prefix in _FOLDERS:
        for entry in _entries(folder / prefix, required=not prefix):
            name = prefix + entry.name
            if entry.is_symlink():
                raise refusals.LinkError(
                    phrase("{name} in {folder} is a link.", name=name, folder=folder)
                )
            if entry.is_dir(follow_symlinks=False):
                if f"{name}/" not in _FOLDERS:
                    raise refusals.ExtraFileError(
                        phrase("{name} in {folder} is a folder too many.", name=name, folder=folder)
                    )
                continue
            if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                raise refusals.LinkError(
                    phrase("{name} in {folder} is not a plain file.", name=name, folder=folder)
                )
            files[name] = _read(Path(entry.path), min(room, MAX_FILE_BYTES))
            room -= len(files[name])
            if len(files) > MAX_FILES:
                raise refusals.TooLargeError(
                    phrase(
                        "{folder} holds more than {most} files.",
                        folder=folder,
                        most=MAX_FILES,
                    )
                )
    return files


def _entries(folder: Path, *, required: bool) -> list[os.DirEntry[str]]:
    try:
        if folder.is_symlink():
            raise refusals.LinkError(phrase("{folder} is a link.", folder=folder))
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not required:
            return []
        raise refusals.UnreadablePackageError(
            phrase("Cannot read {folder}: {reason}.", folder=folder, reason=os_reason(error))
        ) from error


def _read(path: Path, limit: int) -> bytes:
    try:
        size = path.stat(follow_symlinks=False).st_size
        if size > limit:
            raise refusals.TooLargeError(
                phrase(
                    "{name} has {size:,} bytes, more than a package may.", name=path.name, size=size
                )
            )
        return read_file(path, limit=limit, follow_links=False)
    except (CannotReadError, OSError) as error:
        raise refusals.UnreadablePackageError(
            phrase("{path} cannot be read.", path=path), detail=str(error)
        ) from error


def load_model(folder: Path, *, expect: str | None = None) -> Model:
    """Read a folder and check it; see :func:`check_files`."""
    return check_files(read_folder(folder), expect=expect)


# long: the order of the checks is the point, and stands here in one piece.
def check_files(
    files: Mapping[str, bytes], *, expect: str | None = None, answering: bool = False
) -> Model:
    """Check the bytes of a package against its manifest, then every bound of what they hold.

    Args:
        files: Content by path, read once.
        expect: The manifest's SHA-256 that is asked for, where the caller knows it.
        answering: Whether the model is only to answer cases. Its report is then held against the
            manifest like every file, and not looked into: no answer rests on it.

    Raises:
        PackageRefusedError: The first thing that does not hold.
    """
    _check_format(files)
    for name in _ALWAYS:
        if name not in files:
            raise refusals.MissingFileError(
                phrase("{name} is missing from the package.", name=name)
            )
    sha256 = sha256_hex(files[MANIFEST])
    if expect is not None and sha256 != expect.lower():
        raise refusals.UnexpectedPackageError(
            phrase(
                "The package is {sha256}, not {expected} as expected.",
                sha256=sha256,
                expected=expect.lower(),
            )
        )
    manifest = _parse(Manifest, MANIFEST, files, refusals.BadManifestError)
    _check_digests(manifest, files)
    contract = _parse(Contract, CONTRACT, files, refusals.BadContentError)
    named = (manifest.contract, manifest.provenance)
    if contract.canonical() != files[CONTRACT] or named != (contract.digest, contract.provenance):
        raise refusals.BadContentError(
            phrase("{contract} is not the contract that the manifest names.", contract=CONTRACT)
        )
    reference = _parse(Reference, REFERENCE, files, refusals.BadContentError)
    if mismatch := reference.mismatch(contract):
        raise refusals.BadContentError(
            phrase("{reference}: {mismatch}.", reference=REFERENCE, mismatch=mismatch)
        )
    calibration = _parse(Calibration, CALIBRATION, files, refusals.BadContentError)
    evaluation = _parse(Evaluation, EVALUATION, files, refusals.BadContentError)
    differences = _parse(Differences, DIFFERENCES, files, refusals.BadContentError)
    _check_inputs(contract, reference, calibration, evaluation, differences)
    try:
        form = Form.parse(files, contract)
        card = files[CARD].decode()
    except (BadFormError, UnicodeDecodeError) as error:
        raise refusals.BadContentError(
            phrase("The package holds what it must not: {reason}.", reason=reason_of(error))
        ) from error
    model = Model(
        sha256=sha256,
        manifest=manifest,
        contract=contract,
        form=form,
        calibration=calibration,
        reference=reference,
        evaluation=evaluation,
        differences=differences,
        card=card,
        signatures=files[SIGNATURES],
        files=files,
    )
    if not answering:
        _ = model.report
    return model


def _check_format(files: Mapping[str, bytes]) -> None:
    """Tell a package of another version by its first word, before anything else is missed in it."""
    try:
        value = parse_canonical(files.get(MANIFEST, b""))
    except ValueError:
        return
    found = value.get("format") if isinstance(value, dict) else None
    if isinstance(found, int) and found != FORMAT:
        raise refusals.OtherFormatError(
            phrase(
                "The package is of format {found}; this version reads format {read}.",
                found=found,
                read=FORMAT,
            )
        )


def _check_inputs(
    contract: Contract,
    reference: Reference,
    calibration: Calibration,
    evaluation: Evaluation,
    differences: Differences,
) -> None:
    spread = calibration.spread
    for name, fits in (
        (REFERENCE, reference.density.fits(contract)),
        (CALIBRATION, spread is None or spread.fits(contract)),
        (EVALUATION, evaluation.fits(contract)),
        (DIFFERENCES, differences.fits(contract)),
    ):
        if not fits:
            raise refusals.BadContentError(
                phrase("{name}: not the inputs of the contract.", name=name)
            )


def _check_digests(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    covered = {name for name in files if name not in (MANIFEST, SIGNATURES)}
    for name in sorted(manifest.files.keys() - covered):
        raise refusals.MissingFileError(phrase("{name} is missing from the package.", name=name))
    for name in sorted(covered - manifest.files.keys()):
        raise refusals.ExtraFileError(phrase("{name} is not named by the manifest.", name=name))
    for name, entry in manifest.files.items():
        if len(files[name]) != entry.size or sha256_hex(files[name]) != entry.sha256:
            raise refusals.ChangedFileError(
                phrase("{name} is not the file that the manifest names.", name=name)
            )


def _parse(
    kind: type[_Content],
    name: str,
    files: Mapping[str, bytes],
    refusal: type[refusals.PackageRefusedError],
) -> _Content:
    try:
        parse_canonical(files[name])
        return kind.model_validate_json(files[name], strict=True)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise refusal(
            phrase("{name}: {where} is not what it must be.", name=name, where=where)
            if where
            else phrase("{name}: it is not what it must be.", name=name)
        ) from error
    except ValueError as error:
        raise refusal(phrase("{name}: {reason}.", name=name, reason=reason_of(error))) from error
