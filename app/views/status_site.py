"""What the page "Status" says of this installation."""

from importlib.metadata import PackageNotFoundError, version

from app.language import tr
from app.theme.tokens import Space, Tone
from app.viewmodels.roles import role_words
from app.viewmodels.status import StatusModel
from app.widgets.chip import Chip
from app.widgets.facts import Facts
from app.widgets.surfaces import Card
from app.widgets.text import Text


def site_card(status: StatusModel) -> Card:
    """Version, folder, site, and who is signed in."""
    session = status.session
    site, visitor = session.site, session.visitor
    card = Card(tr("This installation"))
    if site is not None:
        card.column.addWidget(_site_chip(demo=site.demo, pinned=site.pinned))
        card.column.addWidget(Text(_site_words(demo=site.demo, pinned=site.pinned), wrap=True))
        card.column.addSpacing(Space.TIGHT)
    facts = [
        (tr("Version"), app_version()),
        (tr("Site"), site.name if site else tr("not known yet")),
        (tr("Folder"), str(session.home)),
    ]
    if visitor is not None:
        facts.append((tr("Signed in"), visitor.name))
        facts.append((tr("Roles"), ", ".join(role_words(role) for role in visitor.roles)))
        if visitor.awaiting:
            awaiting = ", ".join(role_words(role) for role in visitor.awaiting)
            facts.append((tr("To be confirmed"), awaiting))
    card.column.addWidget(Facts(facts))
    return card


def app_version() -> str:
    """The application's version."""
    try:
        return version("wardcast")
    except PackageNotFoundError:
        return tr("not known: the installation holds no version")


def _site_chip(*, demo: bool, pinned: bool) -> Chip:
    if demo:
        return Chip(tr("Demo"), Tone.CAUTION, icon="caution")
    if pinned:
        return Chip(tr("Root pinned"), Tone.GOOD, icon="check")
    return Chip(tr("Root not pinned"), Tone.CAUTION, icon="caution")


def _site_words(*, demo: bool, pinned: bool) -> str:
    if demo:
        return tr("This site is for trying out, never for care.")
    if pinned:
        return tr("This machine's policy says which root is the site's.")
    return tr(
        "Pin the site's root in this machine's policy, so that no other site is taken for it."
    )
