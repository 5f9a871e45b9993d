"""Whether this window serves metrics, and at which port; off until an administrator says so."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from engine.accounts.access import Access, SignedIn, identity
from engine.accounts.roles import Permission
from engine.audit.events import Event, EventKind, Outcome
from engine.canonical import canonical_json
from engine.contract.model import Strict
from engine.errors import DamagedStoreError, ReportableError
from engine.phrases import phrase
from engine.store import setting_rows
from engine.store.database import Database

LEAST_PORT, LAST_PORT, USUAL_PORT = 1024, 65_535, 9771

_NAME: Final = "metrics"


class MetricsForbiddenError(ReportableError):
    """This machine's policy keeps the metrics off."""

    code = "metrics-forbidden"
    default_advice = "Whoever manages this machine can permit them in its policy file."


class MetricsSettings(Strict):
    """What is set.

    Attributes:
        on: Whether the window serves metrics while it is open.
        port: Where, on this machine's own addresses.
    """

    format: Literal[1] = 1
    on: bool = False
    port: Annotated[int, Field(ge=LEAST_PORT, le=LAST_PORT)] = USUAL_PORT


def metrics_settings(database: Database) -> MetricsSettings:
    """Read what is set; the defaults where nobody ever set anything.

    Raises:
        DamagedStoreError: What is stored is no setting.
        StoreError: The store cannot be read.
    """
    with database.read() as connection:
        document = setting_rows.setting(connection, _NAME)
    if document is None:
        return MetricsSettings()
    try:
        return MetricsSettings.model_validate_json(document, strict=True)
    except ValidationError as error:
        raise DamagedStoreError(
            phrase("The store holds something else where Wardcast wrote a setting.")
        ) from error


@dataclass(frozen=True, slots=True)
class MetricsSwitch:
    """Lets an administrator change what is set; the change and its record are one.

    Attributes:
        access: Lets those pass who may.
        forbidden: Whether this machine's policy keeps the metrics off.
    """

    access: Access
    forbidden: bool

    def change(self, session: SignedIn, settings: MetricsSettings) -> None:
        """Set it from now on.

        Raises:
            DeniedError: Not an administrator; that is recorded.
            MetricsForbiddenError: They were to be switched on where the policy forbids it.
            StoreError: It cannot be stored, and stays as it was.
        """
        with self.access.work(session, Permission.SITE_CONFIGURE) as work:
            self.require_permitted(wanted=settings.on)
            document = settings.model_dump(mode="json")
            setting_rows.put_setting(work.audit.connection, _NAME, canonical_json(document))
            body = {"actor": identity(work.actor), "setting": _NAME, "value": document}
            work.audit.append(Event(EventKind.SETTINGS_CHANGED, Outcome.DONE, body))

    def require_permitted(self, *, wanted: bool = True) -> None:
        """Refuse to serve metrics where the machine's policy forbids it.

        Raises:
            MetricsForbiddenError: It does.
        """
        if wanted and self.forbidden:
            raise MetricsForbiddenError(phrase("This machine's policy keeps the metrics off."))
