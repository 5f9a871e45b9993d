"""The active model, kept in memory between cases."""

from dataclasses import dataclass

from engine.canonical import sha256_hex
from engine.models import registry
from engine.models.lifecycle import ModelLifecycle
from engine.models.verification import VerifiedModel


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

    def __init__(self, models: ModelLifecycle) -> None:
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
        activation = "" if newest is None else sha256_hex(newest[1])
        trust = self._models.trust.current().digest
        kept = self._kept
        if kept is None or (kept.activation, kept.trust) != (activation, trust):
            self._kept = None
            kept = _Kept(activation, trust, self._models.load_active())
            self._kept = kept
        return kept.model
