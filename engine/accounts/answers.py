"""What set-up has to be told, from a form or from a file."""

import json
from typing import Annotated, Any, Self

from pydantic import AfterValidator, SecretStr, ValidationError, model_validator

from engine.accounts.credentials import BadNameError, require_name
from engine.accounts.documents import SiteName, Strict
from engine.accounts.roles import Role, RoleConflictError, require_separation
from engine.errors import ReportableError
from engine.phrases import Phrase, phrase, reason_of


class SetupAnswersError(ReportableError):
    """A site cannot be set up with these answers."""

    code = "setup-answers"
    default_advice = "Mend the answer that is named, then try again; nothing was made."


def _a_name(name: str) -> str:
    try:
        require_name(name)
    except BadNameError as error:
        raise ValueError(Phrase(error.advice, {})) from error
    return name


def _apart(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    if not roles:
        raise ValueError(phrase("a person needs at least one role"))
    try:
        require_separation(roles)
    except RoleConflictError as error:
        raise ValueError(error.summary) from error
    return roles


class SetupPerson(Strict):
    """One of the first people.

    Attributes:
        name: What they will sign in with.
        roles: What they are; the root certifies it, so that it counts at once.
        password: Their first password.
    """

    name: Annotated[str, AfterValidator(_a_name)]
    roles: Annotated[tuple[Role, ...], AfterValidator(_apart)]
    password: SecretStr


class SetupAnswers(Strict):
    """Everything that set-up has to be told.

    Attributes:
        site_name: The site's name, for people.
        people: The first people, an administrator among them.
        demo: Only to try the application out: any password will do, and the site says so.
    """

    site_name: SiteName
    people: tuple[SetupPerson, ...]
    demo: bool = False

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        names = [person.name.casefold() for person in self.people]
        if len(set(names)) != len(names):
            raise ValueError(phrase("two people have the same name"))
        if not any(Role.ADMINISTRATOR in person.roles for person in self.people):
            raise ValueError(phrase("nobody is administrator"))
        return self


def read_answers(value: Any) -> SetupAnswers:
    """Check answers that come from a file.

    Args:
        value: What the file's JSON or YAML holds.

    Raises:
        SetupAnswersError: They cannot be used; names the first reason, and never a password.
    """
    try:
        return SetupAnswers.model_validate_json(json.dumps(value))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "answers"
        ours = first.get("ctx", {}).get("error")
        reason = reason_of(ours) if isinstance(ours, ValueError) else first["msg"]
        raise SetupAnswersError(
            phrase(
                "The answers for set-up cannot be used: {where}: {reason}",
                where=where,
                reason=reason,
            )
        ) from None
    except (TypeError, ValueError) as error:
        raise SetupAnswersError(
            phrase("The answers for set-up hold something that is no JSON.")
        ) from error
