"""Roles, what each of them may do, and which of them one person may not hold together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from engine.errors import ReportableError
from engine.phrases import Phrase, phrase


class Role(StrEnum):
    """What a person is at a site."""

    CLINICIAN = "clinician"
    ENGINEER = "engineer"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One action that somebody must be allowed to do. Verifying the log is free for all."""

    PREDICT = "predict"
    MODEL_LIST = "model-list"
    MODEL_SUBMIT = "model-submit"
    MODEL_APPROVE = "model-approve"
    MODEL_ACTIVATE = "model-activate"
    MODEL_EXPORT = "model-export"
    AUDIT_LIST = "audit-list"
    AUDIT_SHOW = "audit-show"
    ACCOUNT_LIST = "account-list"
    ACCOUNT_ADD = "account-add"
    ACCOUNT_DISABLE = "account-disable"
    ACCOUNT_CONFIRM = "account-confirm"
    SITE_CONFIGURE = "site-configure"
    MONITORING_SHOW = "monitoring-show"


ROLE_WORDS: Mapping[Role, Phrase] = MappingProxyType(
    {
        Role.CLINICIAN: phrase("clinician"),
        Role.ENGINEER: phrase("engineer"),
        Role.APPROVER: phrase("approver"),
        Role.AUDITOR: phrase("auditor"),
        Role.ADMINISTRATOR: phrase("administrator"),
    }
)
"""The roles as words, for people."""

PERMISSION_WORDS: Mapping[Permission, Phrase] = MappingProxyType(
    {
        Permission.PREDICT: phrase("predict"),
        Permission.MODEL_LIST: phrase("model-list"),
        Permission.MODEL_SUBMIT: phrase("model-submit"),
        Permission.MODEL_APPROVE: phrase("model-approve"),
        Permission.MODEL_ACTIVATE: phrase("model-activate"),
        Permission.MODEL_EXPORT: phrase("model-export"),
        Permission.AUDIT_LIST: phrase("audit-list"),
        Permission.AUDIT_SHOW: phrase("audit-show"),
        Permission.ACCOUNT_LIST: phrase("account-list"),
        Permission.ACCOUNT_ADD: phrase("account-add"),
        Permission.ACCOUNT_DISABLE: phrase("account-disable"),
        Permission.ACCOUNT_CONFIRM: phrase("account-confirm"),
        Permission.SITE_CONFIGURE: phrase("site-configure"),
        Permission.MONITORING_SHOW: phrase("monitoring-show"),
    }
)
"""The permissions as words, for people."""

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.CLINICIAN: frozenset({Permission.PREDICT, Permission.MODEL_LIST}),
        Role.ENGINEER: frozenset(
            {
                Permission.MODEL_SUBMIT,
                Permission.MODEL_ACTIVATE,
                Permission.MODEL_EXPORT,
                Permission.MODEL_LIST,
                Permission.MONITORING_SHOW,
            }
        ),
        Role.APPROVER: frozenset(
            {
                Permission.MODEL_APPROVE,
                Permission.MODEL_ACTIVATE,
                Permission.MODEL_EXPORT,
                Permission.MODEL_LIST,
                Permission.ACCOUNT_CONFIRM,
            }
        ),
        Role.AUDITOR: frozenset(
            {
                Permission.AUDIT_LIST,
                Permission.AUDIT_SHOW,
                Permission.MODEL_LIST,
                Permission.MONITORING_SHOW,
                Permission.ACCOUNT_LIST,
                Permission.ACCOUNT_CONFIRM,
            }
        ),
        Role.ADMINISTRATOR: frozenset(
            {
                Permission.ACCOUNT_LIST,
                Permission.ACCOUNT_ADD,
                Permission.ACCOUNT_DISABLE,
                Permission.SITE_CONFIGURE,
                Permission.MONITORING_SHOW,
            }
        ),
    }
)
"""What each role may do; a person may do what any of their roles may."""

PROVEN_ROLES = frozenset({Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that an administrator's word alone does not give: somebody else must vouch for the key."""

SEPARATED: Mapping[frozenset[Role], Phrase] = MappingProxyType(
    {
        frozenset({Role.ADMINISTRATOR, Role.AUDITOR}): (
            phrase("who runs the machine must not read the patients' data in the log")
        ),
        frozenset({Role.ADMINISTRATOR, Role.APPROVER}): (
            phrase("who makes the accounts must not release models")
        ),
        frozenset({Role.ENGINEER, Role.AUDITOR}): (
            phrase("who trains models must not read the patients' references in the log")
        ),
    }
)
"""Roles that no person may hold together, and why.

An engineer may be an approver too, as small sites need it: that nobody approves their own model is
checked for each model, by person and by key.
"""


class DeniedError(ReportableError):
    """The person who is signed in may not do this.

    Attributes:
        permission: What was missing.
    """

    code = "denied"
    default_advice = "Ask a person with the role that is named to do it."

    def __init__(self, summary: str, permission: Permission, *, detail: str = "") -> None:
        super().__init__(summary, detail=detail)
        self.permission = permission


class RoleConflictError(ReportableError):
    """One person was to hold roles that must be apart."""

    code = "role-conflict"
    default_advice = "Give the roles to two people."


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, with the roles that the site's trust proves.

    Attributes:
        person_id: The person's id in the trust list.
        name: The name they sign in with.
        roles: What they are.
    """

    person_id: str
    name: str
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Say whether one of the roles permits it."""
        return any(permission in ROLE_PERMISSIONS[role] for role in self.roles)


def require(actor: Actor, permission: Permission) -> None:
    """Let only those pass who may do it.

    Raises:
        DeniedError: None of the actor's roles permits it.
    """
    if actor.may(permission):
        return
    raise DeniedError(
        phrase(
            '{name} may not do this: "{permission}" needs the role {able}.',
            name=actor.name,
            permission=PERMISSION_WORDS[permission],
            able=_any_of([ROLE_WORDS[one] for one in Role if permission in ROLE_PERMISSIONS[one]]),
        ),
        permission,
    )


def require_separation(roles: Iterable[Role]) -> None:
    """Refuse roles that one person may not hold together.

    Raises:
        RoleConflictError: Two of them must be apart; says which and why.
    """
    held = frozenset(roles)
    for pair, reason in SEPARATED.items():
        if pair <= held:
            first, second = sorted(pair)
            raise RoleConflictError(
                phrase(
                    "One person cannot be {first} and {second}: {reason}.",
                    first=ROLE_WORDS[first],
                    second=ROLE_WORDS[second],
                    reason=reason,
                )
            )


def _any_of(roles: Sequence[Phrase]) -> Phrase:
    first, *others = roles
    return phrase("{first} or {second}", first=first, second=_any_of(others)) if others else first
