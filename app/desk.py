"""One workstation's work, without a window: one site, one person at a time, one case after another.

Everything here may take time and is called from one thread that is not the window's.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bootstrap import ASIDE, Site, create_site, open_site, open_store_read_only
from app.journal import LogJournal
from app.places import site_exists
from app.serving import MetricsServing, MetricsState
from engine.accounts.access import SignedIn, identity
from engine.accounts.answers import SetupAnswers
from engine.accounts.roles import Permission, Role
from engine.accounts.setup import SiteSetUp
from engine.accounts.signin import SignInRefusedError
from engine.accounts.sittings import Handing
from engine.audit.verify import LogReport, verify_log
from engine.contract.model import Contract
from engine.inference.predictor import Predictor
from engine.inference.service import PredictionService
from engine.models.active import NoActiveModelError
from engine.models.verification import VerifiedModel
from engine.monitoring.settings import MetricsSettings, metrics_settings
from engine.monitoring.watch import Look
from engine.phrases import phrase
from engine.progress import Progress

if TYPE_CHECKING:
    from engine.inference.batch import BatchJob, BatchReport, Watch

    BatchRun = Callable[[BatchJob, Watch], BatchReport]


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What may be known of a site before anybody has signed in.

    Attributes:
        name: The site's name.
        demo: Whether it is only for trying out.
        pinned: Whether this machine's policy pins the site's root.
    """

    name: str
    demo: bool
    pinned: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, as the window shows it.

    Attributes:
        name: The name they sign in with.
        roles: What they are.
        awaiting: Roles that somebody else must still confirm.
        may_predict: Whether they may have cases answered.
        may_configure: Whether they may change the site's settings.
        may_monitor: Whether they may see how the cases of late compare with training.
    """

    name: str
    roles: tuple[Role, ...]
    awaiting: tuple[Role, ...]
    may_predict: bool
    may_configure: bool
    may_monitor: bool


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that is in the log, and the question it belongs to.

    Attributes:
        question: Which asking it answers.
        case: What was asked, by column name.
        reply: The answer as it was recorded.
        receipt: The record's receipt.
        at: When it was given.
        contract: The contract of the model that answered.
    """

    question: int
    case: Mapping[str, Any]
    reply: Mapping[str, Any]
    receipt: str
    at: datetime
    contract: Contract


class Desk:
    """The site in one folder, and whoever works at it now.

    Args:
        home: The site's folder.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._open = ExitStack()
        self._site: Site | None = None
        self._session: SignedIn | None = None
        self._service: PredictionService | None = None
        self._serving = MetricsServing(home)

    def open(self) -> SiteFacts | None:
        """Open the site, or say that there is none yet.

        Raises:
            ReportableError: Its store, its trust or its log's key does not hold.
        """
        if not site_exists(self.home):
            return None
        if self._site is None:
            self._site = self._open.enter_context(open_site(self.home))
            self._open.callback(self._serving.stop)
            self._serve()
        trust = self._site.trust.current()
        return SiteFacts(trust.site_name, trust.demo, self._site.pinned)

    def set_up(self, answers: SetupAnswers) -> SiteSetUp:
        """Make the site and open it.

        Raises:
            ReportableError: It cannot be made; nothing is left then.
        """
        made = create_site(self.home, answers)
        self.open()
        return made

    def close(self) -> None:
        """Sign out and let go of the site."""
        if self._session is not None:
            self.sign_out()
        self._site = None
        self._open.close()

    def sign_in(self, name: str, password: str) -> Visitor:
        """Let a person in; whoever was signed in before is signed out.

        Raises:
            SignInRefusedError: Unknown, wrong, or not active.
        """
        site = self._the_site()
        session = site.accounts.sign_in(name, password)
        if self._session is not None:
            self.sign_out()
        self._session = session
        return self._visitor()

    def unlock(self, password: str) -> Visitor:
        """Let the person who is signed in go on.

        Raises:
            SignInRefusedError: It is not their password, or they may no longer work here.
        """
        site, before = self._the_site(), self._the_session()
        session = site.accounts.sign_in(before.actor.name, password)
        if session.actor.person_id != before.actor.person_id:
            raise SignInRefusedError(phrase("Nobody was let in."))
        self._session = session
        site.sittings.unlocked(session)
        return self._visitor()

    def lock(self, cause: str) -> None:
        """Record that the window is locked; the person stays signed in behind it."""
        self._the_site().sittings.locked(self._the_session(), cause)

    def sign_out(self) -> None:
        """End the person's sitting and forget their keys."""
        session, self._session = self._the_session(), None
        self._the_site().sittings.signed_out(session)

    def model(self) -> VerifiedModel | None:
        """Return the model that answers cases here, or nothing while none is active.

        Raises:
            ReportableError: It is refused.
        """
        try:
            return self._the_site().active.current()
        except NoActiveModelError:
            return None

    def answer(self, question: int, raw: Mapping[str, Any]) -> GivenAnswer:
        """Answer a case; it is in the log when this returns.

        Raises:
            DeniedError: The person may not have cases answered.
            CaseRefusedError: The case does not fit the contract.
            ReportableError: There is no model, or the answer cannot be recorded.
        """
        site = self._the_site()
        actor = site.access.require(self._the_session(), Permission.PREDICT)
        service = self._prediction_service(site)
        answer = service.answer(raw, identity(actor))
        at = site.clock.now()
        return GivenAnswer(question, raw, answer.reply, answer.receipt, at, service.contract)

    def compare(self, question: int, raw: Mapping[str, Any], vary: Sequence[str]) -> GivenAnswer:
        """Compare the options that a case permits; it is in the log when this returns.

        Args:
            question: Which asking it is.
            raw: The case; what varies may be left out.
            vary: The columns that vary.

        Raises:
            DeniedError: The person may not have cases answered.
            ReportableError: There is no comparison, or it cannot be recorded.
        """
        # Only here: who answers single cases has no need of it.
        from engine.inference.comparison import ComparisonService

        site = self._the_site()
        actor = site.access.require(self._the_session(), Permission.PREDICT)
        answering = self._prediction_service(site)
        service = ComparisonService(answering.predictor, answering.standing, LogJournal(site.log))
        answer = service.compare(raw, identity(actor), vary)
        at = site.clock.now()
        return GivenAnswer(question, raw, answer.reply, answer.receipt, at, answering.contract)

    def batches(self) -> "BatchRun":
        """Let the person have files answered, with the model of now.

        Returns:
            What answers a file, for another thread than the desk's; see
            :meth:`engine.inference.batch.BatchService.run`.

        Raises:
            DeniedError: The person may not have cases answered.
            ReportableError: There is no model.
        """
        # Only here: who answers single cases has no need of it.
        from engine.inference.batch import BatchService

        site = self._the_site()
        actor = identity(site.access.require(self._the_session(), Permission.PREDICT))
        active = site.active.current()
        service = BatchService(
            Predictor(active.model),
            active.validation,
            LogJournal(site.log),
            site.home / ASIDE,
            site.tally.of(active.model).batch,
        )
        return lambda job, watch: service.run(job, actor, watch)

    def void(self, receipt: str, reason: str) -> str:
        """Record that an own answer of this sitting shall not count; returns the receipt."""
        return self._the_site().sittings.void(self._the_session(), receipt, reason)

    def hand_out(self, receipt: str, how: Handing) -> Callable[[], None]:
        """Record that an answer is about to be printed, saved or copied.

        Returns:
            What records that it was not, for this thread; also after its person has signed out.
        """
        sittings, session = self._the_site().sittings, self._the_session()
        sittings.handed_out(session, receipt, how)
        return lambda: sittings.not_handed_out(session, receipt, how)

    def verify_log(self, progress: Progress) -> LogReport:
        """Verify the whole log with its public key; may run beside everything else.

        Raises:
            ReportableError: The store cannot be read.
        """
        with open_store_read_only(self.home) as (database, repository):
            trust = repository.current()
            return verify_log(database, trust.log_key, trust.log_id, progress)

    def settle_counts(self) -> None:
        """Write what was counted; apart from answering, which need not wait for it."""
        self._the_site().tally.settle()

    def monitoring(self) -> Look:
        """See how the cases of late compare with those of training.

        Raises:
            DeniedError: The person may not.
            ReportableError: The store cannot be read.
        """
        site = self._the_site()
        site.access.require(self._the_session(), Permission.MONITORING_SHOW)
        site.tally.settle()
        return site.watch.look()

    def metrics(self) -> MetricsState:
        """Serve the metrics as they are set, and say how they stand.

        Raises:
            DeniedError: The person may not change the site's settings.
        """
        self._the_site().access.require(self._the_session(), Permission.SITE_CONFIGURE)
        return self._serve()

    def change_metrics(self, settings: MetricsSettings) -> MetricsState:
        """Set the metrics, and serve them so from now on.

        Raises:
            DeniedError: The person may not.
            MetricsForbiddenError: They were to be switched on where the policy forbids it.
            ReportableError: It cannot be stored or recorded, and stays as it was.
        """
        self._the_site().metrics.change(self._the_session(), settings)
        return self._serve()

    def _serve(self) -> MetricsState:
        site = self._the_site()
        return self._serving.apply(
            lambda: metrics_settings(site.database), forbidden=site.metrics.forbidden
        )

    def _prediction_service(self, site: Site) -> PredictionService:
        active = site.active.current()
        kept = self._service
        if kept is None or kept.predictor.model is not active.model:
            kept = PredictionService(
                Predictor(active.model),
                active.validation,
                LogJournal(site.log),
                site.tally.of(active.model),
            )
            self._service = kept
        return kept

    def _visitor(self) -> Visitor:
        session = self._the_session()
        actor = session.actor
        return Visitor(
            name=actor.name,
            roles=tuple(role for role in Role if role in actor.roles),
            awaiting=tuple(role for role in Role if role in session.awaiting),
            may_predict=actor.may(Permission.PREDICT),
            may_configure=actor.may(Permission.SITE_CONFIGURE),
            may_monitor=actor.may(Permission.MONITORING_SHOW),
        )

    def _the_site(self) -> Site:
        if self._site is None:
            message = "no site is open"
            raise RuntimeError(message)
        return self._site

    def _the_session(self) -> SignedIn:
        if self._session is None:
            message = "nobody is signed in"
            raise RuntimeError(message)
        return self._session
