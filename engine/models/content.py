"""The files of a package beside its predictor: manifest, calibration, reference, as strict data."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from engine.canonical import canonical_json
from engine.contract.model import Contract, Family, Name, Provenance, Share, Strict, Text
from engine.models.density import Density
from engine.models.scalars import MIN_GROUP, Rows
from engine.models.spread import Spread
from engine.phrases import phrase

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

MANIFEST = "manifest.json"
CONTRACT = "contract.json"
CALIBRATION = "calibration.json"
REFERENCE = "reference.json"
EVALUATION = "evaluation.json"
REPORT = "report.json"
CARD = "card.md"
SIGNATURES = "signatures.json"

FORMAT: Final = 3
"""The form of a package; 1 had no evaluation and no density, 2 no verdict to be watched
and no report."""


class FileEntry(Strict):
    """One file of the package."""

    sha256: Sha256
    size: Annotated[int, Field(ge=0, le=2**31)]


class Data(Strict):
    """The data that a model was learnt from."""

    sha256: Sha256
    rows: Rows
    learned: Rows
    calibrated: Rows
    held_out: Rows


class Figures(Strict):
    """How the model did on the rows that were held out, in points of the outcome."""

    rmse: FiniteFloat
    mae: FiniteFloat
    r2: FiniteFloat
    baseline_rmse: FiniteFloat
    coverage: Annotated[FiniteFloat, Field(ge=0, le=1)]
    interval_width: FiniteFloat


Verdict = Literal["passed", "watch", "refused"]
"""Of a gate: fine; fine, but a person should look; the model must not advise."""


_Saying = Annotated[str, Field(max_length=500)]


class Gate(Strict):
    """One release gate: its figure, its limit and the verdict in a sentence.

    Attributes:
        name: What is asked.
        figure: What decides.
        limit: From where on.
        verdict: What came out.
        sentence: Why, in English.
        template: The sentence with its values named in braces, for another language. It comes
            from the package: only one that the program has in its own catalogue is filled in.
        values: The values by name.
    """

    name: Name
    figure: FiniteFloat
    limit: FiniteFloat
    verdict: Verdict
    sentence: Text
    template: Text
    values: Annotated[dict[Name, int | FiniteFloat | _Saying], Field(max_length=20)]


class Software(Strict):
    """What the bytes depend on: versions, operating system and CPU family."""

    wardcast: Name
    numpy: Name
    scipy: Name
    scikit_learn: Name
    system: Name
    machine: Name


class Manifest(Strict):
    """What a package is and what it holds; no date, no person.

    Its SHA-256 names the model: it covers every other file but the signatures.

    Attributes:
        settings: What the family was learnt with, by name: the contract's, or what a search chose.
    """

    format: Literal[3]
    contract: Sha256
    data: Data
    family: Family
    settings: dict[Name, FiniteFloat]
    requested: Family | Literal["auto"]
    seed: Annotated[int, Field(ge=0, lt=2**32)]
    parameters: Sha256
    software: Software
    provenance: Provenance
    figures: Figures
    gates: Annotated[tuple[Gate, ...], Field(min_length=1)]
    promotable: bool
    files: dict[str, FileEntry]

    @model_validator(mode="after")
    def _honest(self) -> Self:
        if self.promotable != all(gate.verdict != "refused" for gate in self.gates):
            message = "promotable must say whether no gate refused"
            raise ValueError(message)
        return self


def version_of(manifest_sha256: str) -> str:
    """The model's version: the first 8 digits of its manifest's SHA-256."""
    return f"v-{manifest_sha256[:8]}"


class Calibration(Strict):
    """Split conformal calibration.

    Attributes:
        level: The coverage that is promised, for example 0.9.
        rows: How many rows calibrated.
        half_width: Half the width of every interval, in points: the residual of rank
            ceil((rows + 1) * level) by size. Where there is a spread, each residual is divided by
            its case's spread before, and each width multiplied by it.
        spread: How far a case is expected to be missed; ``None`` where intervals of one width do
            as well.
        gain: By which share a spread improves the mean interval score, cross-fitted on the rows
            that were learnt from.

    Source:
        Lei et al., Distribution-Free Predictive Inference for Regression (2018), sections 2.2
        and 5.2.
    """

    format: Literal[1]
    method: Literal["split-conformal"]
    level: Share
    rows: Rows
    half_width: Annotated[FiniteFloat, Field(ge=0, le=1e24)]
    spread: Spread | None
    gain: Annotated[FiniteFloat, Field(le=1)]


class NumberReference(Strict):
    """What training saw of a number: ends, the 1st and 99th percentile, and a histogram.

    None of it is one patient's: fewer than :data:`MIN_GROUP` lie beyond each end, and at least as
    many in each bin that is not empty. All counts are 0 where too few were known.
    """

    type: Literal["number"]
    low: FiniteFloat
    high: FiniteFloat
    p01: FiniteFloat
    p99: FiniteFloat
    edges: Annotated[tuple[FiniteFloat, ...], Field(min_length=2)]
    counts: tuple[Rows, ...]
    unknown: Rows

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        rising = all(a < b for a, b in zip(self.edges, self.edges[1:], strict=False))
        if not rising or len(self.counts) != len(self.edges) - 1:
            message = "edges must rise and stand around the counts"
            raise ValueError(message)
        if not self.low <= self.p01 <= self.p99 <= self.high:
            message = "low, p01, p99, high must not fall"
            raise ValueError(message)
        return self


class CategoryReference(Strict):
    """How often training saw each value, in the order of the contract; 0 of too few patients."""

    type: Literal["category"]
    counts: tuple[Rows, ...]
    unknown: Rows


class Prototype(Strict):
    """The middle of a group of patients: median of numbers, commonest value of categories.

    Attributes:
        codes: One coded value per input, ``None`` for unknown.
        rows: How many rows it stands for, of at least 5 patients: it is nobody in particular.
    """

    codes: tuple[FiniteFloat | None, ...]
    rows: Annotated[int, Field(ge=MIN_GROUP)]


class Reference(Strict):
    """Training distributions, for the domain check, contributions and drift.

    Attributes:
        inputs: One entry per input of the contract.
        combinations: Coded combinations of the contract's ``combination`` columns that training
            saw, each with its number of rows as the last entry, in rising order.
        outcome: The outcome's distribution.
        prediction: The distribution of the model's own scores.
        prototypes: The background of contributions.
        density: How usual a case is, and the groups in which training lay.
    """

    format: Literal[1]
    rows: Rows
    inputs: tuple[Annotated[NumberReference | CategoryReference, Field(discriminator="type")], ...]
    combinations: tuple[tuple[FiniteFloat, ...], ...]
    outcome: NumberReference
    prediction: NumberReference
    prototypes: Annotated[tuple[Prototype, ...], Field(max_length=16)]
    density: Density

    def mismatch(self, contract: Contract) -> str:
        """Say in what this does not fit the contract; nothing when it does."""
        if len(self.inputs) != len(contract.inputs):
            return phrase("inputs: not one per input of the contract")
        for column, seen in zip(contract.inputs, self.inputs, strict=True):
            if column.type != seen.type:
                return phrase("inputs: {name} is a {type}", name=column.name, type=column.type)
            if seen.type == "category" and len(seen.counts) != column.width:
                return phrase(
                    "inputs: {name} has {count} values", name=column.name, count=column.width
                )
        if any(len(row) != len(contract.combination) + 1 for row in self.combinations):
            return phrase("combinations: not as wide as the contract's combination")
        if not all(_codes_fit(contract, prototype) for prototype in self.prototypes):
            return phrase("prototypes: a code that the contract does not have")
        return ""


def _codes_fit(contract: Contract, prototype: Prototype) -> bool:
    if len(prototype.codes) != len(contract.inputs):
        return False
    return all(
        code is None or column.width == 0 or (code.is_integer() and 0 <= code < column.width)
        for column, code in zip(contract.inputs, prototype.codes, strict=True)
    )


def encode(content: Strict) -> bytes:
    """Write one of these files as canonical JSON."""
    return canonical_json(content.model_dump(mode="json"))


NO_SIGNATURES = canonical_json({"envelopes": [], "format": 1})
"""The signature file of a package that nobody has signed yet."""
