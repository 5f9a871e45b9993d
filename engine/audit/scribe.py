"""Makes the rows of a log: records sealed and checkpoints signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.audit.checkpoint import Checkpoint, origin_of, sign_checkpoint
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.merkle import Frontier
from engine.audit.records import Header, header_bytes, leaf_of
from engine.audit.refusals import NoReadersError
from engine.audit.sealing import EpochKey
from engine.clock import Clock
from engine.keys.reading import SealingKey
from engine.keys.signing import SigningKey
from engine.phrases import phrase
from engine.store.audit_rows import CheckpointRow, RecordRow


@dataclass(frozen=True, slots=True)
class Scribe:
    """Knows what a log's rows are made of; keeps no state.

    Attributes:
        log_id: The log's id, in hex.
        key: The key that signs its checkpoints.
        clock: Where the time comes from.
    """

    log_id: str
    key: SigningKey = field(repr=False)
    clock: Clock

    @property
    def origin(self) -> str:
        """The log's name in its checkpoints."""
        return origin_of(self.log_id)

    def epoch(
        self, seq: int, readers: Mapping[str, SealingKey], at: str
    ) -> tuple[EpochKey, RecordRow]:
        """Make a new epoch's key and the record that starts it.

        Args:
            seq: The record's number.
            readers: Whom the key is sealed to, by key id.
            at: The record's time, as ``engine.clock.utc_text`` writes it.

        Raises:
            NoReadersError: There is nobody to seal the key to.
        """
        if not readers:
            raise NoReadersError(
                phrase("Nothing can be recorded: there is nobody who may read the log.")
            )
        key = EpochKey.generate(self.log_id)
        sealed = tuple(key.sealed_to(readers[reader]) for reader in sorted(readers))
        header = self._header(seq, key, at, EventKind.EPOCH_STARTED, Outcome.DONE)
        header = replace(header, commitment=key.commitment, sealed_keys=sealed)
        return key, _row(header, key, {})

    def record(self, seq: int, key: EpochKey, event: Event, at: str) -> RecordRow:
        """Make the record of ``event``.

        Raises:
            ValueError: The event's body cannot be written as canonical JSON.
        """
        return _row(self._header(seq, key, at, event.kind, event.outcome), key, event.body)

    def checkpoint(self, tree: Frontier) -> CheckpointRow:
        """Sign the state of the log."""
        note = sign_checkpoint(Checkpoint(self.origin, tree.size, tree.root), self.key)
        return CheckpointRow(tree.size, note, tree.peaks)

    def _header(
        self, seq: int, key: EpochKey, at: str, kind: EventKind, outcome: Outcome
    ) -> Header:
        return Header(
            log=self.log_id,
            seq=seq,
            at=at,
            boot=self.clock.boot_id(),
            mono_ns=self.clock.monotonic_ns(),
            epoch=key.epoch,
            kind=kind,
            outcome=outcome,
        )


def _row(header: Header, key: EpochKey, body: Mapping[str, Any]) -> RecordRow:
    clear = header_bytes(header)
    sealed = key.seal(header.seq, clear, body)
    leaf = leaf_of(clear, sealed.salt, sealed.nonce, sealed.ciphertext)
    return RecordRow(header.seq, clear, sealed.salt, sealed.nonce, sealed.ciphertext, leaf)
