"""A package, verified: its bytes, its bounds and its signatures, all over one reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.accounts.trust import VerifiedTrust
from engine.canonical import sha256_hex
from engine.models import refusals
from engine.models.content import MANIFEST, SIGNATURES
from engine.models.package import Model, check_files
from engine.models.signatures import (
    SignedAct,
    Validation,
    judge_signers,
    read_signatures,
    validation_of,
)
from engine.models.wardmodel import read_package
from engine.phrases import phrase


@dataclass(frozen=True)
class VerifiedModel:
    """A model that may be looked at, and what may be said of it.

    Attributes:
        model: The content.
        acts: Who submitted and approved it.
        validation: Its standing.
    """

    model: Model
    acts: tuple[SignedAct, ...]
    validation: Validation


def verify_package(
    package: Path,
    trust: VerifiedTrust | None,
    *,
    expect: str | None = None,
    answering: bool = False,
) -> VerifiedModel:
    """Read a package once and verify those bytes.

    Args:
        package: Its folder, or the one file that it is.
        trust: The site's trust, which judges the signatures; None where there is no site.
        expect: The manifest's SHA-256, from whoever made it. It stands for trust in the content;
            signatures that are there must hold all the same.
        answering: Whether the model is only to answer cases, and its report need not be read.

    Raises:
        PackageRefusedError: The first thing that does not hold.
    """
    return verify_files(read_package(package), trust, expect=expect, answering=answering)


def verify_files(
    files: Mapping[str, bytes],
    trust: VerifiedTrust | None,
    *,
    expect: str | None = None,
    answering: bool = False,
) -> VerifiedModel:
    """Verify bytes that were read before; see :func:`verify_package`."""
    for name in (MANIFEST, SIGNATURES):
        if name not in files:
            raise refusals.MissingFileError(
                phrase("{name} is missing from the package.", name=name)
            )
    acts = read_signatures(files[SIGNATURES], sha256_hex(files[MANIFEST]))
    if trust is not None:
        judge_signers(acts, trust)
    elif acts and expect is None:
        raise refusals.NoTrustError(
            phrase("The package is signed, but there is no site to judge by whom.")
        )
    model = check_files(files, expect=expect, answering=answering)
    if not acts and expect is None:
        raise refusals.UnsignedError(phrase("Nobody signed this package."))
    manifest = model.manifest
    validation = validation_of(
        acts,
        judged=trust is not None,
        promotable=manifest.promotable,
        synthetic=manifest.provenance.synthetic,
    )
    return VerifiedModel(model, acts, validation)
