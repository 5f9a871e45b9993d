"""A real site with a real folder of models, and people of every role."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.accounts.access import Access, SignedIn
from engine.accounts.roles import Role
from engine.audit.events import EventKind
from engine.canonical import canonical_json
from engine.errors import ReportableError
from engine.models.content import MANIFEST
from engine.models.lifecycle import Entry, ModelLifecycle
from engine.models.package import check_files
from engine.models.verification import VerifiedModel
from tests.faults.packages import Files, bundled, json_edit, lay_out, rehashed
from tests.unit.accounts.sites import Site, make_site


@dataclass
class Ward:
    """A site, its models, and a folder for packages from outside."""

    site: Site
    models: ModelLifecycle
    outside: Path

    def as_(self, name: str) -> SignedIn:
        return self.site.signed_in(name)

    def submit(self, files: Files, name: str = "eve") -> VerifiedModel:
        """Submit a package as an engineer, verified by the SHA-256 of its manifest."""
        sha256 = check_files(files).sha256
        package = lay_out(files, self.outside / sha256)
        return self.models.submit(self.as_(name), package, "I trained it.", expect=sha256)

    def approved(self, files: Files) -> str:
        version = self.submit(files).model.version
        self.models.approve(self.as_("april"), version, "I read the evaluation.")
        return version

    def active(self, files: Files) -> str:
        version = self.approved(files)
        self.models.activate(self.as_("april"), version, "From now on.")
        return version

    def states(self) -> dict[str, str]:
        return {entry.version: entry.state for entry in self.entries()}

    def entries(self) -> tuple[Entry, ...]:
        return self.models.entries(self.as_("clara"))

    def engineer_who_approves(self) -> SignedIn:
        """Make and confirm somebody who is both, as small sites need it."""
        self.site.enrolled("emil", Role.ENGINEER, Role.APPROVER)
        self.site.accounts.confirm(self.as_("april"), "emil")
        return self.as_("emil")

    def last_refusal(self, kind: EventKind) -> dict[str, object]:
        """The body of the newest record of a kind, as an auditor reads it."""
        return self.site.bodies(kind)[-1]

    def count(self, kind: EventKind) -> int:
        return len(self.site.bodies(kind))


def make_ward(folder: Path) -> Ward:
    site = make_site(folder)
    access = Access(site.trust, site.log)
    models = folder / "models"
    models.mkdir()
    lifecycle = ModelLifecycle(site.database, site.trust, access, models, site.clock)
    return Ward(site, lifecycle, folder / "outside")


def another(seed: int = 1) -> Files:
    """A package like the bundled one under another number."""
    files = bundled()
    json_edit(MANIFEST, lambda manifest: manifest.update(seed=seed))(files)
    return rehashed(files)


def not_promotable() -> Files:
    """A package that a gate refused."""
    files = bundled()
    manifest = json.loads(files[MANIFEST])
    manifest["promotable"] = False
    manifest["gates"][0] |= {"verdict": "refused", "sentence": "Not better than the mean."}
    return {**files, MANIFEST: canonical_json(manifest)}


def refused(act: Callable[[], object]) -> ReportableError:
    with pytest.raises(ReportableError) as caught:
        act()
    return caught.value
