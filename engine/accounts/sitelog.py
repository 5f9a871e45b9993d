"""Opening the log of a site that is set up."""

from engine.accounts.repository import TrustRepository
from engine.audit.log import AuditLog
from engine.clock import Clock
from engine.keys.logkey import LogKeyDamagedError, LogKeyStore
from engine.phrases import phrase
from engine.store.database import Database


def open_log(
    database: Database, trust: TrustRepository, key_store: LogKeyStore, clock: Clock
) -> AuditLog:
    """Open the site's audit log for writing, sealed to those whom the site's trust names.

    Raises:
        SiteNotSetUpError: There is no site in the store.
        TrustError: The site's trust does not hold.
        LogKeyError: The log's signing key cannot be had, or is not this site's.
    """
    site = trust.current()
    key = key_store.load()
    if key.public != site.log_key:
        raise LogKeyDamagedError(
            phrase(
                "The log key that is kept here ({place}) is not this site's.",
                place=key_store.describe(),
            )
        )
    return AuditLog(database, clock, key, site.log_id, trust.recipients)
