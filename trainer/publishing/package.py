"""A package: everything that was found out about a model, as files, named by their digests."""

import platform
from importlib.metadata import version
from typing import Literal

from engine.canonical import digest_of, sha256_hex
from engine.contract.model import Contract, Family
from engine.models.content import (
    CALIBRATION,
    CARD,
    CONTRACT,
    EVALUATION,
    FORMAT,
    MANIFEST,
    NO_SIGNATURES,
    REFERENCE,
    REPORT,
    SIGNATURES,
    Data,
    FileEntry,
    Manifest,
    Software,
    encode,
)
from engine.models.differences import DIFFERENCES
from trainer.dataset.split import Split
from trainer.publishing.card import Making, write_card
from trainer.publishing.findings import Findings


# long: says once what a package is made of, one line for each part.
def build_package(
    contract: Contract,
    data_sha256: str,
    split: Split,
    findings: Findings,
    *,
    requested: Family | Literal["auto"],
    seed: int,
) -> dict[str, bytes]:
    """Make the files of a package that nobody has signed yet.

    Args:
        contract: The contract under which it was learnt.
        data_sha256: Digest of the file of rows.
        split: Which rows taught, calibrated and were held out.
        findings: The model, and what was found out about it.
        requested: The family that was asked for.
        seed: What was drawn from.
    """
    data = Data(
        sha256=data_sha256,
        rows=split.develop.size + split.hold_out.size,
        learned=split.learn.size,
        calibrated=split.calibrate.size,
        held_out=split.hold_out.size,
    )
    made_with = software()
    card = write_card(Making(contract, data, requested, seed, made_with), findings)
    files = {
        **findings.form.files(),
        CONTRACT: contract.canonical(),
        CALIBRATION: encode(findings.calibration),
        REFERENCE: encode(findings.reference),
        EVALUATION: encode(findings.evaluation),
        DIFFERENCES: encode(findings.differences),
        REPORT: encode(findings.report),
        CARD: card.encode(),
    }
    manifest = Manifest(
        format=FORMAT,
        contract=contract.digest,
        data=data,
        family=findings.family,
        settings=dict(findings.settings),
        requested=requested,
        seed=seed,
        parameters=digest_of(contract.training.model_dump(mode="json")),
        software=made_with,
        provenance=contract.provenance,
        figures=findings.figures,
        gates=findings.gates,
        promotable=findings.promotable,
        files={n: FileEntry(sha256=sha256_hex(b), size=len(b)) for n, b in files.items()},
    )
    return {**files, MANIFEST: encode(manifest), SIGNATURES: NO_SIGNATURES}


def software() -> Software:
    """What the bytes of a model made here rest on."""
    return Software(
        wardcast=version("wardcast"),
        numpy=version("numpy"),
        scipy=version("scipy"),
        scikit_learn=version("scikit-learn"),
        system=platform.system() or "unknown",
        machine=platform.machine() or "unknown",
    )
