"""Where training keeps what its stages made, and under which key."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.places import site_exists
from engine.keys.storekey import open_store_key

if TYPE_CHECKING:  # the trainer is imported when training starts
    from trainer.pipeline import Store

_VARIABLE = "WARDCAST_STORE"
_KEY = "store.key"

StoreFolder = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        envvar=_VARIABLE,
        help="Keep what stages make here; else in the site, where there is one.",
    ),
]


def open_store(home: Path, named: Path | None) -> "Store | None":
    """Open the store that was named, or the site's; none where there is neither.

    A site has one key for every store of its own; a store without a site keeps its key beside it.

    Raises:
        ReportableError: The key cannot be read, made or trusted.
    """
    from trainer.pipeline import Store

    in_site = site_exists(home)
    if named is None and not in_site:
        return None
    folder = named or home / "store"
    keys = home / "keys" if in_site else folder
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Store(folder, open_store_key(keys / _KEY))
