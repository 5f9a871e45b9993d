"""What stands in a site's log, as far as its clear headers tell."""

import json
from pathlib import Path
from typing import Any

from app.bootstrap import open_site, open_store_read_only
from engine.accounts.roles import Role
from engine.audit.reader import AuditReader
from engine.store import audit_rows
from tests.ui.demo_site import password_of


def kinds(home: Path) -> list[str]:
    """What happened, the oldest first, without the beginnings of epochs."""
    return [one["kind"] for one in headers(home) if one["kind"] != "epoch-started"]


def headers(home: Path) -> list[dict[str, Any]]:
    """The clear part of every record, the oldest first."""
    with open_store_read_only(home) as (database, _), database.read() as connection:
        rows = audit_rows.newest_headers(connection, before=None, holding=b"", limit=1000)
    return [json.loads(row.header) for row in reversed(rows)]


def bodies(home: Path, kind: str) -> list[dict[str, Any]]:
    """What was sealed in the records of a kind, the oldest first; opened by the auditor."""
    with open_site(home) as site:
        auditor = site.accounts.sign_in(Role.AUDITOR, password_of(Role.AUDITOR))
        assert auditor.reading_key is not None
        reader = AuditReader(site.database, site.trust.current().log_id, auditor.reading_key)
        found = [reader.open(header.seq) for header in reversed(reader.headers(limit=1000))]
    return [record.body for record in found if record.header.kind == kind]
