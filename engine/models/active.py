"""The active model: found, verified, and kept in memory between cases."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from engine.accounts.repository import TrustRepository
from engine.accounts.trust import VerifiedTrust
from engine.canonical import sha256_hex
from engine.errors import ReportableError
from engine.models import refusals, registry
from engine.models.activation import BadActivationError, read_activation
from engine.models.verification import VerifiedModel, verify_package
from engine.phrases import phrase
from engine.store.database import Database


class NoActiveModelError(ReportableError):
    """No model answers cases here yet."""

    code = "no-active-model"
    default_advice = (
        "An engineer submits a model, an approver approves it, then 'wardcast models activate'."
    )


class ModelSource(Protocol):
    """Where the active model is read from."""

    @property
    def database(self) -> Database:
        """The site's store."""
        ...

    @property
    def trust(self) -> TrustRepository:
        """The site's trust."""
        ...

    def load_active(self) -> VerifiedModel:
        """Read the active model, verified from its activation to its last byte."""
        ...


@dataclass(frozen=True, slots=True)
class ModelReader:
    """Reads the active model and records nothing: for whoever may only look at the store.

    Attributes:
        database: The site's store.
        trust: The site's trust.
        folder: Where packages lie, each under its SHA-256.
    """

    database: Database
    trust: TrustRepository
    folder: Path

    def load_active(self) -> VerifiedModel:
        """Read the model that answers cases here, verified from its activation to its last byte.

        Raises:
            NoActiveModelError: There is none.
            PackageRefusedError: Its package does not hold.
            DamagedStoreError: Its activation does not hold.
        """
        trust = self.trust.current()
        with self.database.read() as connection:
            newest = registry.newest_activation(connection)
        if newest is None:
            raise NoActiveModelError(phrase("No model is active at this site."))
        sha256 = activated(newest, trust)
        found = verify_package(self.folder / sha256, trust, expect=sha256, answering=True)
        if not found.validation.validated:
            raise refusals.NotApprovedError(
                phrase("The active model {version} is not validated.", version=found.model.version)
            )
        return found


def activated(newest: tuple[int, bytes], trust: VerifiedTrust) -> str:
    """Return which model the newest activation names.

    Raises:
        BadActivationError: It does not hold, or stands under another number.
    """
    number, document = newest
    activation = read_activation(document, trust)
    if activation.number != number:
        raise BadActivationError(phrase("The activation of the model stands under another number."))
    return activation.sha256


@dataclass(frozen=True, slots=True)
class _Kept:
    activation: str
    trust: str
    model: VerifiedModel


class ActiveModel:
    """Loads the active model once and again only when its activation or the site's trust changed.

    What is kept was verified from its activation to its last byte, and is never read again: what
    happens to the package's files meanwhile does not matter to it.

    Args:
        models: The site's models.
    """

    def __init__(self, models: ModelSource) -> None:
        self._models = models
        self._kept: _Kept | None = None

    def current(self) -> VerifiedModel:
        """Return the model that answers cases now.

        Raises:
            NoActiveModelError: There is none.
            PackageRefusedError: Its package does not hold; that is recorded.
            DamagedStoreError: Its activation does not hold; that is recorded.
        """
        with self._models.database.read() as connection:
            newest = registry.newest_activation(connection)
            trust = self._models.trust.verified(connection).digest
        activation = "" if newest is None else sha256_hex(newest[1])
        kept = self._kept
        if kept is None or (kept.activation, kept.trust) != (activation, trust):
            self._kept = None
            kept = _Kept(activation, trust, self._models.load_active())
            self._kept = kept
        return kept.model
