"""Where a site lies on this machine; light, for the window asks before its first paint."""

import os
from pathlib import Path

import platformdirs

STORE = "wardcast.sqlite3"


def default_home() -> Path:
    """Where the site lies when nobody says otherwise."""
    named = os.environ.get("WARDCAST_HOME")
    return Path(named) if named else platformdirs.user_data_path("wardcast", appauthor=False)


def site_exists(home: Path) -> bool:
    """Say whether a site's store lies in ``home``."""
    return (home / STORE).exists()
