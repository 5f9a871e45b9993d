"""Files that come with Wardcast, and where they lie."""

from importlib.resources import files
from pathlib import Path


def resource(name: str) -> Path:
    """The path of a bundled file or folder.

    Args:
        name: Where it lies under ``resources``, with ``/`` between folders.
    """
    return Path(str(files("resources").joinpath(*name.split("/"))))


def sample_contract() -> Path:
    """The path of the sample's contract.

    A wheel carries it among the resources; in a checkout it stands at the top, where whoever
    looks for it finds it first.
    """
    bundled = resource("params.yaml")
    return bundled if bundled.exists() else bundled.parent.parent / bundled.name
