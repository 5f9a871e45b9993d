"""Stages, and how they run: what has been made of the same things before is not made again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.canonical import digest_of
from engine.errors import ReportableError
from engine.progress import Part, Progress, Silent
from trainer.pipeline.code import code_digest
from trainer.pipeline.store import Made, Note, Store

Contents = Mapping[str, bytes]
State = Literal["cached", "runs", "waits"]
"""Nothing to do; runs; or waits for another to tell whether it has to."""


class NotReproducedError(ReportableError):
    """A stage that was run again gave other bytes of the same things."""

    code = "not-reproduced"
    default_advice = (
        "Do not use the model: something beside data, contract, seed, code and libraries had a "
        "part in it. Tell support the stage and the name of its output."
    )


@dataclass(frozen=True)
class Stage:
    """One step from data to package.

    Attributes:
        name: Its name.
        needs: What it takes from earlier stages, each as ``stage/output``.
        parameters: What it is told beside that, as JSON values: only what changes its outputs.
        code: Names of the modules and packages whose code it runs through.
        run: Makes the outputs, by name, from what it needs, by ``stage/output``.
        sealed: Names of outputs that are made of patients' rows.
        share: About which part of the whole time it takes.
    """

    name: str
    needs: tuple[str, ...]
    parameters: Any
    code: tuple[str, ...]
    run: Callable[[Contents, Progress], Contents]
    sealed: frozenset[str] = frozenset()
    share: float = 1.0


@dataclass
class Run:
    """One way through the stages.

    Attributes:
        store: Where outputs are kept.
        software: Versions of what the bytes rest on.
        progress: Told each stage, with ``cached`` where nothing had to be done.
        given: Digests of what comes from outside, by name; a stage may need it.
        forced: Names of stages to run though their outputs are there.
    """

    store: Store
    software: Mapping[str, str]
    progress: Progress
    given: Mapping[str, str] = field(default_factory=dict)
    forced: frozenset[str] = frozenset()
    _stages: dict[str, Stage] = field(default_factory=dict)
    _notes: dict[str, Note] = field(default_factory=dict)
    _cached: set[str] = field(default_factory=set)

    def through(self, stages: Sequence[Stage]) -> Mapping[str, Note]:
        """Run the stages in their order, each only where it has to be.

        Raises:
            NotReproducedError: A forced stage gave other bytes than before.
            ReportableError: Whatever a stage raises; what was made before it is kept.
        """
        whole, done = sum(stage.share for stage in stages), 0.0
        for stage in stages:
            low, done = done / whole, done + stage.share
            self._through_one(stage, Part(self.progress, low, done / whole))
        return dict(self._notes)

    def states(self, stages: Sequence[Stage]) -> Mapping[str, State]:
        """What :meth:`through` would do with each stage; nothing runs."""
        found: dict[str, State] = {}
        for stage in stages:
            before = None
            known = {need.partition("/")[0] for need in stage.needs} - self.given.keys()
            if known <= self._notes.keys():
                before = self.store.find(stage.name, self.blank(stage).key)
                found[stage.name] = "cached" if before else "runs"
            else:
                found[stage.name] = "waits"
            if before is not None:
                self._notes[stage.name] = before
        return found

    @property
    def cached(self) -> frozenset[str]:
        """The stages of which nothing had to be made."""
        return frozenset(self._cached)

    def output(self, name: str) -> bytes:
        """The content of an output, as ``stage/output``; made again where it was lost."""
        stage, _, output = name.partition("/")
        made = self._notes[stage].outputs[output]
        data = self.store.load(made)
        if data is None:
            self.store.forget(made)
            before = self._notes[stage]
            self._make(self._stages[stage], before, Silent(), before)
            data = self.store.load(made)
        if data is None:
            message = f"{name} was just kept in the store and cannot be read"
            raise OSError(message)
        return data

    def _through_one(self, stage: Stage, progress: Progress) -> None:
        self._stages[stage.name] = stage
        blank = self.blank(stage)
        before = self.store.find(stage.name, blank.key)
        if before is not None and stage.name not in self.forced:
            progress.report(f"{stage.name} cached", 0.0)
            self._notes[stage.name] = before
            self._cached.add(stage.name)
            return
        progress.report(stage.name, 0.0)
        self._notes[stage.name] = self._make(stage, blank, progress, before)

    def blank(self, stage: Stage) -> Note:
        """The note of a stage without its outputs: what it would be run with."""
        key = {
            "stage": stage.name,
            "inputs": {name: self._digest(name) for name in stage.needs},
            "parameters": digest_of(stage.parameters),
            "code": code_digest(*stage.code),
            "software": dict(self.software),
        }
        return Note.model_validate({"format": 1, "key": digest_of(key), "outputs": {}, **key})

    def _digest(self, name: str) -> str:
        if name in self.given:
            return self.given[name]
        stage, _, output = name.partition("/")
        return self._notes[stage].outputs[output].sha256

    def _make(self, stage: Stage, blank: Note, progress: Progress, before: Note | None) -> Note:
        inputs = {name: self.output(name) for name in stage.needs if name not in self.given}
        outputs = stage.run(inputs, progress)
        made: dict[str, Made] = {
            name: self.store.keep(data, sealed=name in stage.sealed)
            for name, data in outputs.items()
        }
        note = blank.model_copy(update={"outputs": made})
        if before is not None:
            _require_same(before, note)
        self.store.write(note)
        return note


def lock_of(notes: Iterable[Note]) -> dict[str, Any]:
    """Everything that a run rests on and gave, in the order of its stages, as JSON values."""
    return {"format": 1, "stages": [note.model_dump(mode="json") for note in notes]}


def _require_same(before: Note, after: Note) -> None:
    names = before.outputs.keys() | after.outputs.keys()
    other = sorted(n for n in names if before.outputs.get(n) != after.outputs.get(n))
    if other:
        raise NotReproducedError(
            f"The stage {after.stage} was run again and gave other bytes: {', '.join(other)}."
        )
