"""What is to be made of which rows: what every stage is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from engine.contract.model import Contract, Family
from engine.keys.storekey import StoreKey
from engine.models.package import Model
from engine.progress import Progress
from trainer.evaluation.comparison import compared_families
from trainer.learning.workers import Workers
from trainer.pipeline.judging import Learning
from trainer.pipeline.passing import learning_in
from trainer.pipeline.stage import Contents, Stage

Requested = Family | Literal["auto"]
DATA = "data"
"""The file of rows, as what comes from outside is called."""


def unheard(_: Mapping[str, object]) -> None:
    """Tell nobody what a search tries."""


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
        workers: Who does the fits of the comparison; they change no byte either.
        told: Told of each candidate of a search.
        key: The store's key.
        against: A model to compare with, beside the package.
    """

    contract: Contract
    data: Path
    sha256: str
    requested: Requested
    seed: int
    threads: int
    key: StoreKey
    workers: Workers = field(default_factory=Workers)
    told: Callable[[Mapping[str, object]], None] = unheard
    against: Model | None = None

    @property
    def families(self) -> tuple[Family, ...]:
        """The families to compare."""
        listed = self.contract.training.families
        return compared_families(
            self.contract, listed if self.requested == "auto" else (self.requested,)
        )

    def stage(
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

    def learning(self, contract: Contract, inputs: Contents) -> Learning:
        """Read what is learnt from, and how."""
        return learning_in(contract, inputs, self.seed, self.threads)
