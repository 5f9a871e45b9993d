"""The roles in the words of the window."""

from app.language import tr
from engine.accounts.roles import Role


def role_words(role: Role) -> str:
    """What a role is called."""
    return {
        Role.CLINICIAN: tr("Clinician"),
        Role.ENGINEER: tr("Engineer"),
        Role.APPROVER: tr("Approver"),
        Role.AUDITOR: tr("Auditor"),
        Role.ADMINISTRATOR: tr("Administrator"),
    }[role]


def role_task(role: Role) -> str:
    """What a person in a role does, in a line."""
    return {
        Role.CLINICIAN: tr("Enters cases and reads the answers."),
        Role.ENGINEER: tr("Trains models and submits them."),
        Role.APPROVER: tr("Approves or rejects models; never an own one."),
        Role.AUDITOR: tr("Reads and verifies the log."),
        Role.ADMINISTRATOR: tr("Makes accounts and runs the site; reads no patient's data."),
    }[role]
