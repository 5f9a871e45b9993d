"""What was entered for set-up, and what is wrong with it; judged by the engine's own rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.language import said, tr
from engine.accounts.roles import Role

SITE = "site"
"""Where a problem with the site's name stands."""

ROLES = (Role.ADMINISTRATOR, Role.CLINICIAN, Role.ENGINEER, Role.APPROVER, Role.AUDITOR)
"""In the order in which they are asked for; the first is required."""


def name_of(role: Role) -> str:
    """Where a problem with the name of a role's person stands."""
    return f"{role.value}.name"


def password_of(role: Role) -> str:
    """Where a problem with the password of a role's person stands."""
    return f"{role.value}.password"


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands in the fields: texts by their places, of the site and of one person per role."""

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def text(self, place: str) -> str:
        """What stands in a field; a name without the white space around it."""
        text = self.texts.get(place, "")
        return text if place.endswith(".password") else text.strip()

    def entered(self, place: str, text: str) -> "Entries":
        """The same with another text in one field."""
        return Entries({**self.texts, place: text})

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles for which something was entered, and the one that is required."""
        return tuple(
            role
            for role in ROLES
            if role is ROLES[0] or self.text(name_of(role)) or self.text(password_of(role))
        )

    @property
    def answers(self) -> dict[str, object]:
        """The answers for set-up, as :func:`engine.accounts.answers.read_answers` takes them."""
        people = [
            {
                "name": self.text(name_of(role)),
                "roles": [role.value],
                "password": self.text(password_of(role)),
            }
            for role in self.roles
        ]
        return {"site_name": self.text(SITE), "people": people}


def problems_of(entries: Entries) -> dict[str, str]:
    """Say what is wrong, by place; passwords take time to judge, so not on the window's thread."""
    found = dict(_problems_of_site(entries))
    for role in entries.roles:
        found.update(_problems_of_name(entries, role))
        found.update(_problems_of_password(entries, role))
    return found


def _problems_of_site(entries: Entries) -> Iterator[tuple[str, str]]:
    from pydantic import TypeAdapter, ValidationError

    from engine.accounts.documents import SiteName

    name = entries.text(SITE)
    if not name:
        yield SITE, tr("Give the site a name.")
        return
    try:
        TypeAdapter(SiteName).validate_python(name)
    except ValidationError:
        yield SITE, tr("Use at most 80 characters that can be seen.")


def _problems_of_name(entries: Entries, role: Role) -> Iterator[tuple[str, str]]:
    from engine.accounts.credentials import BadNameError, require_name

    place = name_of(role)
    name = entries.text(place)
    if not name:
        yield (
            place,
            tr("A site needs an administrator.")
            if role is ROLES[0]
            else tr("Name them, or empty the password."),
        )
        return
    try:
        require_name(name)
    except BadNameError as error:
        yield place, said(error.advice)
        return
    others = {entries.text(name_of(one)).casefold() for one in ROLES if one is not role}
    if name.casefold() in others:
        yield place, tr("Two people cannot have the same name.")


def _problems_of_password(entries: Entries, role: Role) -> Iterator[tuple[str, str]]:
    from engine.accounts.credentials import WeakPasswordError, require_strong

    place = password_of(role)
    password = entries.text(place)
    if not password:
        yield place, tr("Choose a password.")
        return
    try:
        require_strong(password, (entries.text(name_of(role)), entries.text(SITE)), demo=False)
    except WeakPasswordError as error:
        yield place, said(error.summary)
