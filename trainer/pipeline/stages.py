"""The stages from a CSV to a package, as a graph: what each needs, rests on and gives."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from engine.canonical import canonical_json, parse_canonical, sha256_hex
from engine.contract.model import Contract, Family
from engine.keys.storekey import StoreKey
from engine.models.content import (
    CALIBRATION,
    EVALUATION,
    REFERENCE,
    Calibration,
    Figures,
    Reference,
    encode,
)
from engine.models.differences import DIFFERENCES
from engine.progress import Progress
from trainer.dataset.ingest import ingest
from trainer.dataset.split import split_rows
from trainer.dataset.validation import code_rows, validate
from trainer.evaluation.comparison import (
    Verdict,
    against_mean,
    choose,
    compared_families,
    run_trial,
)
from trainer.evaluation.gates import coverage_gate, reproduction_gate, skill_gate
from trainer.evaluation.reliability import Recipe
from trainer.evaluation.spread import Misses
from trainer.pipeline.judging import (
    Learning,
    calibrate_intervals,
    evaluate_parts,
    measure_figures,
    measure_telling_apart,
    reference_of,
)
from trainer.pipeline.passing import (
    CHOICE,
    GATES,
    INGESTED,
    LEARNING,
    MISSES,
    MODEL,
    PREDICTOR,
    PREPROCESSED,
    SPLIT,
    TOKENS,
    FittedModel,
    array_files,
    arrays_in,
    dataset_in,
    findings_in,
    learning_in,
    names_of,
    pack_files,
    read,
    rows_in,
    split_in,
    trials_in,
)
from trainer.pipeline.stage import Contents, Stage
from trainer.pipeline.views import data_view, family_view, gates_view, learning_view
from trainer.publishing.package import build_package

Requested = Family | Literal["auto"]
DATA = "data"
"""The file of rows, as what comes from outside is called."""


@dataclass(frozen=True)
class Plan:
    """What is to be made of which rows.

    Attributes:
        contract: What the rows must fit and how to learn.
        data: The CSV.
        sha256: Its digest.
        requested: A family, or ``auto`` for the simplest that is as good as the best.
        seed: For everything that is drawn.
        threads: How many threads may work; they change no byte.
        key: The store's key.
    """

    contract: Contract
    data: Path
    sha256: str
    requested: Requested
    seed: int
    threads: int
    key: StoreKey

    def stages(self) -> tuple[Stage, ...]:
        """Every stage, each after those that it needs."""
        return (
            self._ingest(),
            self._validate(),
            self._preprocess(),
            self._split(),
            *map(self._compare, self._families),
            self._learn(),
            self._calibrate(),
            self._describe(),
            self._evaluate(),
            self._repeat(),
            self._gates(),
            self._package(),
        )

    @property
    def _families(self) -> tuple[Family, ...]:
        listed = self.contract.training.families
        return compared_families(
            self.contract, listed if self.requested == "auto" else (self.requested,)
        )

    def _stage(
        self,
        name: str,
        needs: tuple[str, ...],
        view: Contract,
        run: Callable[[Contract, Contents, Progress], Contents],
        **parameters: Any,
    ) -> Stage:
        """A stage that is keyed by its view of the contract, and sees nothing else of it."""
        return Stage(
            name=name,
            needs=needs,
            parameters={"contract": view.digest, **parameters},
            code=("trainer.pipeline.stages",),
            run=lambda inputs, progress: run(view, inputs, progress),
        )

    def _ingest(self) -> Stage:
        view = data_view(self.contract)

        def run(contract: Contract, _: Contents, __: Progress) -> Contents:
            rows, tokens = ingest(self.data, contract, self.key.token, self.sha256)
            return {**rows.pack(), TOKENS.partition("/")[2]: canonical_json(list(tokens))}

        stage = self._stage("ingest", (DATA,), view, run, key=self.key.id)
        return replace(stage, sealed=names_of((*INGESTED, TOKENS)))

    def _validate(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            rows = rows_in(inputs)
            validate(rows, contract, self.data.name)
            return {"accepted.json": canonical_json({"rows": rows.patient.size})}

        return self._stage("validate", INGESTED, data_view(self.contract), run)

    def _preprocess(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            dataset = code_rows(rows_in(inputs), contract)
            arrays = (dataset.coded, dataset.outcome, dataset.patient)
            return array_files(PREPROCESSED, *arrays)

        needs = (*INGESTED, "validate/accepted.json")
        stage = self._stage("preprocess", needs, data_view(self.contract), run)
        return replace(stage, sealed=names_of(PREPROCESSED))

    def _split(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            split = split_rows(dataset_in(contract, inputs), self.seed)
            return array_files(SPLIT, split.learn, split.calibrate, split.hold_out)

        view = learning_view(self.contract)
        stage = self._stage("split", PREPROCESSED, view, run, seed=self.seed)
        return replace(stage, sealed=names_of(SPLIT))

    def _compare(self, family: Family) -> Stage:
        def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
            learning = self._learning(contract, inputs)
            trials = run_trial(
                learning.dataset,
                learning.split.develop,
                family,
                seed=self.seed,
                threads=self.threads,
                progress=progress,
            )
            facts = {"errors": trials.errors.tolist(), "share": trials.share}
            return {"errors.json": canonical_json(facts)}

        view = family_view(self.contract, family)
        stage = self._stage(f"compare-{family}", LEARNING, view, run, seed=self.seed)
        return replace(stage, share=_COST[family])

    def _learn(self) -> Stage:
        def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
            trials = {family: trials_in(family, inputs) for family in self._families}
            family = choose(trials) if self.requested == "auto" else self.requested
            verdict = against_mean(trials[family], trials["mean"])
            progress.report(f"learn {family}", 0.0)
            fitted = self._learning(contract, inputs).fit(family)
            choice = {"family": family, "tried": len(trials) - 1, "verdict": asdict(verdict)}
            return {
                "choice.json": canonical_json(choice),
                PREDICTOR: pack_files(fitted.form.files()),
            }

        errors = (f"compare-{family}/errors.json" for family in self._families)
        return self._stage(
            "learn",
            (*LEARNING, *errors),
            learning_view(self.contract),
            run,
            seed=self.seed,
            requested=self.requested,
        )

    def _calibrate(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            learning, model = self._learning(contract, inputs), FittedModel.read(contract, inputs)
            calibration, misses = calibrate_intervals(
                learning, model.family, model.scored(learning.dataset)
            )
            misses = misses or Misses(*(np.empty(0, kind) for kind in (int, float, int)))
            arrays = array_files(MISSES, misses.rows, misses.error, misses.part)
            return {CALIBRATION: encode(calibration), **arrays}

        view = learning_view(self.contract)
        stage = self._stage("calibrate", (*LEARNING, *MODEL), view, run, seed=self.seed)
        return replace(stage, sealed=names_of(MISSES), share=20.0)

    def _describe(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            learning, model = self._learning(contract, inputs), FittedModel.read(contract, inputs)
            scored = model.scored(learning.dataset)
            return {REFERENCE: encode(reference_of(learning, scored))}

        view = learning_view(self.contract)
        return self._stage("describe", (*LEARNING, *MODEL), view, run)

    def _evaluate(self) -> Stage:
        def run(contract: Contract, inputs: Contents, progress: Progress) -> Contents:
            learning, model = self._learning(contract, inputs), FittedModel.read(contract, inputs)
            scored = model.scored(learning.dataset)
            calibration = read(Calibration, inputs[f"calibrate/{CALIBRATION}"])
            reference = read(Reference, inputs[f"describe/{REFERENCE}"])
            misses = Misses(*arrays_in(MISSES, inputs))
            recipe = Recipe(
                model.family, self.seed, self.threads, misses if misses.rows.size else None
            )
            held_out = scored[learning.split.hold_out]
            figures = measure_figures(learning, held_out, calibration)
            evaluation = evaluate_parts(learning, scored, calibration, reference, recipe)
            progress.report("tell apart", 0.7)
            differences = measure_telling_apart(learning, model.family, scored)
            return {
                "figures.json": encode(figures),
                EVALUATION: encode(evaluation),
                DIFFERENCES: encode(differences),
            }

        needs = (*LEARNING, *MODEL, f"calibrate/{CALIBRATION}", f"describe/{REFERENCE}", *MISSES)
        view = learning_view(self.contract)
        stage = self._stage("evaluate", needs, view, run, seed=self.seed)
        return replace(stage, share=20.0)

    def _repeat(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            learning, model = self._learning(contract, inputs), FittedModel.read(contract, inputs)
            again = replace(model, form=learning.fit(model.family).form)
            scored = again.scored(learning.dataset)
            calibration, _misses = calibrate_intervals(learning, model.family, scored)
            made = {
                PREDICTOR: pack_files(again.form.files()),
                CALIBRATION: encode(calibration),
                REFERENCE: encode(reference_of(learning, scored)),
            }
            return {"digests.json": canonical_json({n: sha256_hex(b) for n, b in made.items()})}

        view = learning_view(self.contract)
        stage = self._stage("repeat", (*LEARNING, *MODEL), view, run, seed=self.seed)
        return replace(stage, share=20.0)

    def _gates(self) -> Stage:
        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            choice = parse_canonical(inputs[CHOICE])
            calibration = read(Calibration, inputs[f"calibrate/{CALIBRATION}"])
            figures = read(Figures, inputs["evaluate/figures.json"])
            held_out = split_in(inputs).hold_out.size
            verdict = Verdict(**choice["verdict"])
            gates = (
                skill_gate(contract, choice["family"], verdict, choice["tried"]),
                coverage_gate(contract, calibration, figures, held_out),
                reproduction_gate(
                    {name.partition("/")[2]: sha256_hex(inputs[name]) for name in _REPEATED},
                    parse_canonical(inputs["repeat/digests.json"]),
                ),
            )
            return {GATES: canonical_json([g.model_dump(mode="json") for g in gates])}

        needs = (
            CHOICE,
            *_REPEATED,
            "evaluate/figures.json",
            "repeat/digests.json",
            *SPLIT,
        )
        return self._stage("gates", needs, gates_view(self.contract), run)

    def _package(self) -> Stage:
        needs = (
            DATA,
            *SPLIT,
            *MODEL,
            f"calibrate/{CALIBRATION}",
            f"describe/{REFERENCE}",
            "evaluate/figures.json",
            f"evaluate/{EVALUATION}",
            f"evaluate/{DIFFERENCES}",
            f"gates/{GATES}",
        )

        def run(contract: Contract, inputs: Contents, _: Progress) -> Contents:
            return build_package(
                contract,
                self.sha256,
                split_in(inputs),
                findings_in(contract, inputs),
                requested=self.requested,
                seed=self.seed,
            )

        return self._stage(
            "package", needs, self.contract, run, seed=self.seed, requested=self.requested
        )

    def _learning(self, contract: Contract, inputs: Contents) -> Learning:
        return learning_in(contract, inputs, self.seed, self.threads)


# About how long each family's comparison takes beside a small stage.
_COST: Mapping[Family, float] = {"mean": 1, "ridge": 10, "boosting": 100, "forest": 600}
_REPEATED = (f"learn/{PREDICTOR}", f"calibrate/{CALIBRATION}", f"describe/{REFERENCE}")
