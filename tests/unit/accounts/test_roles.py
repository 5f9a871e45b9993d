import pytest

from engine.accounts.roles import (
    ROLE_PERMISSIONS,
    Actor,
    DeniedError,
    Permission,
    Role,
    RoleConflictError,
    require,
    require_separation,
)

TABLE = {
    "predict": "clinician",
    "model-list": "clinician engineer approver auditor",
    "model-submit": "engineer",
    "model-approve": "approver",
    "model-activate": "engineer approver",
    "model-export": "engineer approver",
    "audit-list": "auditor",
    "audit-show": "auditor",
    "account-list": "auditor administrator",
    "account-add": "administrator",
    "account-disable": "administrator",
    "account-confirm": "approver auditor",
    "site-configure": "administrator",
    "monitoring-show": "engineer auditor administrator",
}


def somebody(*roles: Role) -> Actor:
    return Actor("0" * 32, "somebody", frozenset(roles))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_each_role_may_do_exactly_what_the_table_says(role: Role, permission: Permission) -> None:
    assert somebody(role).may(permission) == (role in TABLE[permission].split())


def test_an_administrator_neither_reads_the_log_nor_approves() -> None:
    held = ROLE_PERMISSIONS[Role.ADMINISTRATOR]

    assert not held & {
        Permission.AUDIT_LIST,
        Permission.AUDIT_SHOW,
        Permission.MODEL_APPROVE,
        Permission.ACCOUNT_CONFIRM,
    }


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(somebody().may(permission) for permission in Permission)


def test_somebody_with_two_roles_may_do_what_either_may() -> None:
    both = somebody(Role.CLINICIAN, Role.ENGINEER)

    require(both, Permission.PREDICT)
    require(both, Permission.MODEL_SUBMIT)


def test_a_denial_says_what_was_missing_and_who_has_it() -> None:
    with pytest.raises(DeniedError) as caught:
        require(somebody(Role.CLINICIAN), Permission.MODEL_ACTIVATE)

    assert caught.value.permission is Permission.MODEL_ACTIVATE
    assert "engineer or approver" in caught.value.summary


@pytest.mark.parametrize(
    "pair",
    [
        (Role.ADMINISTRATOR, Role.AUDITOR),
        (Role.ADMINISTRATOR, Role.APPROVER),
        (Role.AUDITOR, Role.ENGINEER),
    ],
)
def test_some_roles_must_be_apart_whatever_else_is_held(pair: tuple[Role, Role]) -> None:
    for more in ((), (Role.CLINICIAN,)):
        with pytest.raises(RoleConflictError, match=rf"{pair[0]} and {pair[1]}"):
            require_separation((*pair, *more))


@pytest.mark.parametrize(
    "roles",
    [
        (),
        (Role.ADMINISTRATOR, Role.ENGINEER, Role.CLINICIAN),
        (Role.ENGINEER, Role.APPROVER, Role.CLINICIAN),
        (Role.AUDITOR, Role.APPROVER, Role.CLINICIAN),
    ],
)
def test_other_roles_may_be_held_together(roles: tuple[Role, ...]) -> None:
    require_separation(roles)
