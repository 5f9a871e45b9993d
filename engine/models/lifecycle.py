"""Submitted by one person, approved by another, active: the way of a model at a site.

What counts is signed: approval stands in the package's signatures, activation in a document that
names the one before it. A changed row can hide a model or an activation, which the audit log then
contradicts; it cannot approve or activate anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.accounts.access import Access, SignedIn, identity
from engine.accounts.repository import TrustRepository
from engine.accounts.roles import DeniedError, Permission
from engine.accounts.trust import VerifiedTrust
from engine.audit.events import Event, EventKind, Outcome
from engine.canonical import sha256_hex
from engine.clock import Clock, utc_text
from engine.durable import write_file, write_folder
from engine.errors import DamagedStoreError, ReportableError
from engine.models import refusals, registry
from engine.models.activation import Activation, BadActivationError
from engine.models.active import ModelReader, activated
from engine.models.content import SIGNATURES, version_of
from engine.models.package import read_folder
from engine.models.signatures import Act, require_reason, sign_act, with_envelope
from engine.models.verification import VerifiedModel, verify_files, verify_package
from engine.models.wardmodel import read_package
from engine.phrases import phrase
from engine.store.database import Database

State = Literal["submitted", "approved", "active", "rejected", "refused"]


class UnknownModelError(ReportableError):
    """No model, or more than one, is meant by what was typed."""

    code = "model-unknown"
    default_advice = "'wardcast models list' shows the versions."


class OwnModelError(DeniedError):
    """Whoever submitted a model cannot approve it; the try is recorded like any denial."""

    code = "own-model"
    default_advice = "Ask another person with the role approver."


class NotPromotableError(ReportableError):
    """A release gate refused the model."""

    code = "model-not-promotable"
    default_advice = "It can be looked at, but must not advise. Train on data that hold a signal."


class ModelStateError(ReportableError):
    """The model is not where this step begins."""

    code = "model-state"
    default_advice = "'wardcast models list' shows the state of each model."


@dataclass(frozen=True)
class Entry:
    """A model as it is listed.

    Attributes:
        sha256: Its manifest's SHA-256.
        state: Where it stands; refused when its package no longer verifies.
        added_at: When it was submitted.
        verified: What is known of it; nothing when it was refused.
        refusal: Why it was refused, in words; empty otherwise.
    """

    sha256: str
    state: State
    added_at: str
    verified: VerifiedModel | None
    refusal: str = ""

    @property
    def version(self) -> str:
        """The model's short name."""
        return version_of(self.sha256)


@dataclass(frozen=True)
class ModelLifecycle:
    """The site's models.

    Attributes:
        database: The site's store.
        trust: The site's trust.
        access: Lets those pass who may.
        folder: Where packages lie, each under its SHA-256.
        clock: Where the time comes from.
    """

    database: Database
    trust: TrustRepository
    access: Access
    folder: Path
    clock: Clock

    def submit(
        self, session: SignedIn, package: Path, reason: str, *, expect: str | None = None
    ) -> VerifiedModel:
        """Take a package in, folder or file, signed by the engineer who answers for it.

        The folder is written before the row: should the machine stop in between, the folder
        without a row harms nobody and is used at the next try.

        Raises:
            DeniedError: Not an engineer.
            PackageRefusedError: It does not verify; unsigned ones need ``expect``.
            ModelStateError: It is here already.
            BadReasonError: No reason is given.
        """
        with self._refusals_recorded(), self.access.work(session, Permission.MODEL_SUBMIT) as work:
            require_reason(reason)
            files = read_package(package)
            found = verify_files(files, work.trust, expect=expect)
            sha256 = found.model.sha256
            if any(row.sha256 == sha256 for row in registry.models(work.audit.connection)):
                raise ModelStateError(
                    phrase("{version} is here already.", version=found.model.version)
                )
            if not found.acts:
                files[SIGNATURES] = self._signed(session, found, "submitted", reason)
            target = self.folder / sha256
            if not target.exists():
                write_folder(target, files)
            stored = verify_package(target, work.trust, expect=sha256)
            now = utc_text(self.clock.now())
            registry.add_model(work.audit.connection, sha256, now)
            work.audit.append(self._event(EventKind.MODEL_SUBMITTED, session, sha256, reason))
        return stored

    def approve(self, session: SignedIn, name: str, reason: str) -> VerifiedModel:
        """Approve a model that somebody else submitted.

        Raises:
            DeniedError: Not an approver.
            OwnModelError: Submitted by the same person or key.
            NotPromotableError: A gate refused it.
            ModelStateError: It is approved or rejected already.
            BadReasonError: No reason is given.
        """
        with self._refusals_recorded(), self.access.work(session, Permission.MODEL_APPROVE) as work:
            require_reason(reason)
            row = self._row(registry.models(work.audit.connection), name)
            files = read_folder(self.folder / row.sha256)
            found = verify_files(files, work.trust, expect=row.sha256)
            _demand_approvable(found, row, session)
            files[SIGNATURES] = self._signed(session, found, "approved", reason)
            approved = verify_files(files, work.trust, expect=row.sha256)
            work.audit.append(self._event(EventKind.MODEL_APPROVED, session, row.sha256, reason))
        # After the record: an approval that the log does not know must never take effect.
        write_file(self.folder / row.sha256 / SIGNATURES, files[SIGNATURES])
        return approved

    def reject(self, session: SignedIn, name: str, reason: str) -> None:
        """Decide that a submitted model shall not be approved.

        Raises:
            DeniedError: Not an approver.
            PackageRefusedError: Its package does not hold; that is recorded.
            ModelStateError: It is approved or rejected already.
            BadReasonError: No reason is given.
        """
        with self._refusals_recorded(), self.access.work(session, Permission.MODEL_APPROVE) as work:
            require_reason(reason)
            row = self._row(registry.models(work.audit.connection), name)
            _demand_not_rejected(row)
            found = verify_package(self.folder / row.sha256, work.trust, expect=row.sha256)
            if found.validation.validated:
                raise ModelStateError(
                    phrase("{version} is approved already.", version=found.model.version)
                )
            registry.set_state(work.audit.connection, row.sha256, registry.REJECTED)
            work.audit.append(self._event(EventKind.MODEL_REJECTED, session, row.sha256, reason))

    def activate(self, session: SignedIn, name: str, reason: str) -> VerifiedModel:
        """Let a validated model answer cases from now on.

        An activation that no longer holds, since its row was changed or the key that signed it was
        declared compromised, does not stand in the way: this is how a site comes out of it.

        Raises:
            DeniedError: Neither engineer nor approver.
            PackageRefusedError: Its package does not hold; that is recorded.
            NotApprovedError: It lacks the second signature; that is recorded.
            ModelStateError: It is active already, or was rejected.
            BadReasonError: No reason is given.
        """
        permission = Permission.MODEL_ACTIVATE
        with self._refusals_recorded(), self.access.work(session, permission) as work:
            require_reason(reason)
            connection = work.audit.connection
            row = self._row(registry.models(connection), name)
            _demand_not_rejected(row)
            found = verify_package(self.folder / row.sha256, work.trust, expect=row.sha256)
            if not found.validation.validated:
                raise refusals.NotApprovedError(
                    phrase(
                        "{version} cannot be activated. {sentence}",
                        version=found.model.version,
                        sentence=found.validation.sentence,
                    )
                )
            newest = registry.newest_activation(connection)
            if _active(newest, work.trust) == row.sha256:
                raise ModelStateError(
                    phrase("{version} is active already.", version=found.model.version)
                )
            activation = self._following(newest, session, row.sha256, reason)
            registry.add_activation(
                connection, activation.number, activation.sign(session.signing_key)
            )
            work.audit.append(self._event(EventKind.MODEL_ACTIVATED, session, row.sha256, reason))
        return found

    def entries(self, session: SignedIn) -> tuple[Entry, ...]:
        """List every model with its state, judged anew from its package.

        Raises:
            DeniedError: No role that may see models.
        """
        self.access.require(session, Permission.MODEL_LIST)
        trust = self.trust.current()
        with self.database.read() as connection:
            rows, newest = registry.models(connection), registry.newest_activation(connection)
        active = _active(newest, trust)
        return tuple(self._entry(row, active) for row in rows)

    def find(self, session: SignedIn, name: str) -> VerifiedModel:
        """Read one of the site's models, to look at it.

        Raises:
            DeniedError: No role that may see models.
            UnknownModelError: Not one model is meant.
            PackageRefusedError: Its package does not hold; that is recorded.
        """
        self.access.require(session, Permission.MODEL_LIST)
        return self._read(name)[0]

    def to_export(self, session: SignedIn, name: str) -> VerifiedModel:
        """Read one of the site's models, to hand it on; :meth:`record_export` follows.

        Raises:
            DeniedError: Neither engineer nor approver.
            UnknownModelError: Not one model is meant.
            PackageRefusedError: Its package does not hold; that is recorded.
            ModelStateError: It was rejected.
        """
        self.access.require(session, Permission.MODEL_EXPORT)
        found, row = self._read(name)
        _demand_not_rejected(row)
        return found

    def record_export(self, session: SignedIn, sha256: str, form: str, file_sha256: str) -> None:
        """Record that a model leaves the site, before its file has a name.

        Args:
            session: Who exports it.
            sha256: The model's.
            form: In which form.
            file_sha256: Of the file, whole on the disk.

        Raises:
            DeniedError: They may no longer.
        """
        with self.access.work(session, Permission.MODEL_EXPORT) as work:
            body = {"actor": identity(work.actor), "model": sha256}
            body |= {"format": form, "file_sha256": file_sha256}
            work.audit.append(Event(EventKind.MODEL_EXPORTED, Outcome.DONE, body))

    def load_active(self) -> VerifiedModel:
        """Read the model that answers cases here, verified from its activation to its last byte.

        Raises:
            NoActiveModelError: There is none.
            PackageRefusedError: Its package does not hold; that is recorded.
            DamagedStoreError: Its activation does not hold; that is recorded.
        """
        self.trust.current()  # outside: under a trust that does not hold nothing can be recorded
        with self._refusals_recorded():
            return ModelReader(self.database, self.trust, self.folder).load_active()

    @contextmanager
    def _refusals_recorded(self) -> Iterator[None]:
        try:
            yield
        except (refusals.PackageRefusedError, DamagedStoreError) as error:
            body = {"code": error.code, "summary": error.summary}
            self.access.log.append(Event(EventKind.MODEL_REFUSED, Outcome.REFUSED, body))
            raise

    def _read(self, name: str) -> tuple[VerifiedModel, registry.ModelRow]:
        with self._refusals_recorded():
            with self.database.read() as connection:
                row = self._row(registry.models(connection), name)
            folder = self.folder / row.sha256
            return verify_package(folder, self.trust.current(), expect=row.sha256), row

    def _signed(self, session: SignedIn, found: VerifiedModel, act: Act, reason: str) -> bytes:
        at = utc_text(self.clock.now())
        envelope = sign_act(
            session.signing_key, session.actor, act, found.model.sha256, at=at, reason=reason
        )
        return with_envelope(found.model.signatures, envelope)

    def _following(
        self, newest: tuple[int, bytes] | None, session: SignedIn, sha256: str, reason: str
    ) -> Activation:
        number, previous = (0, None) if newest is None else (newest[0], sha256_hex(newest[1]))
        return Activation(
            number=number + 1,
            sha256=sha256,
            previous=previous,
            person=session.actor.person_id,
            key=session.signing_key.public.hex,
            at=utc_text(self.clock.now()),
            reason=reason,
        )

    def _entry(self, row: registry.ModelRow, active: str | None) -> Entry:
        try:
            folder = self.folder / row.sha256
            found = verify_package(folder, self.trust.current(), expect=row.sha256)
        except refusals.PackageRefusedError as error:
            return Entry(row.sha256, "refused", row.added_at, None, error.summary)
        state: State = "approved" if found.validation.validated else "submitted"
        if row.sha256 == active:
            state = "active"
        elif row.state == registry.REJECTED:
            state = "rejected"
        return Entry(row.sha256, state, row.added_at, found)

    @staticmethod
    def _row(rows: list[registry.ModelRow], name: str) -> registry.ModelRow:
        wanted = name.lower().removeprefix("v-")
        meant = [row for row in rows if wanted and row.sha256.startswith(wanted)]
        if len(meant) != 1:
            raise UnknownModelError(
                phrase("More than one model at this site is called {name!r}.", name=name)
                if meant
                else phrase("No model at this site is called {name!r}.", name=name)
            )
        return meant[0]

    @staticmethod
    def _event(kind: EventKind, session: SignedIn, sha256: str, reason: str) -> Event:
        body = {"actor": identity(session.actor), "model": sha256, "reason": reason}
        return Event(kind, Outcome.DONE, body)


def _active(newest: tuple[int, bytes] | None, trust: VerifiedTrust) -> str | None:
    """Return which model is active; none where there is no activation that holds."""
    if newest is None:
        return None
    try:
        return activated(newest, trust)
    except BadActivationError:
        return None


def _demand_not_rejected(row: registry.ModelRow) -> None:
    if row.state == registry.REJECTED:
        version = version_of(row.sha256)
        raise ModelStateError(phrase("{version} was rejected.", version=version))


def _demand_approvable(found: VerifiedModel, row: registry.ModelRow, session: SignedIn) -> None:
    version = found.model.version
    _demand_not_rejected(row)
    if len(found.acts) != 1:
        raise ModelStateError(phrase("{version} is approved already.", version=version))
    submitted = found.acts[0]
    own_key = session.signing_key.public.hex == submitted.key
    if own_key or submitted.person == session.actor.person_id:
        raise OwnModelError(
            phrase(
                "{name} submitted {version} and cannot approve it.",
                name=session.actor.name,
                version=version,
            ),
            Permission.MODEL_APPROVE,
        )
    failed = [gate.sentence for gate in found.model.manifest.gates if gate.verdict == "refused"]
    if failed:
        raise NotPromotableError(
            phrase(
                "{version} cannot be approved. {reasons}", version=version, reasons=" ".join(failed)
            )
        )
