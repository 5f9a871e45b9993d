"""What is recorded: kinds of events, how they came out, and the body that is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    """What happened. Stands in the clear part of a record."""

    EPOCH_STARTED = "epoch-started"
    CLOCK_SET_BACK = "clock-set-back"
    SITE_SET_UP = "site-set-up"
    SIGN_IN = "sign-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGNED_OUT = "signed-out"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    ACCOUNT_ADDED = "account-added"
    ACCOUNT_DISABLED = "account-disabled"
    ACCOUNT_CONFIRMED = "account-confirmed"
    MODEL_SUBMITTED = "model-submitted"
    MODEL_APPROVED = "model-approved"
    MODEL_REJECTED = "model-rejected"
    MODEL_ACTIVATED = "model-activated"
    MODEL_EXPORTED = "model-exported"
    MODEL_REFUSED = "model-refused"
    PREDICTION = "prediction"
    PREDICTION_REFUSED = "prediction-refused"
    COMPARISON = "comparison"
    COMPARISON_REFUSED = "comparison-refused"
    BATCH_SCORED = "batch-scored"
    BATCH_REFUSED = "batch-refused"
    ANSWER_HANDED_OUT = "answer-handed-out"
    ANSWER_VOIDED = "answer-voided"
    DENIED = "denied"
    LOG_READ = "log-read"
    SETTINGS_CHANGED = "settings-changed"


class Outcome(StrEnum):
    """How it came out. Stands in the clear part of a record."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to record.

    Attributes:
        kind: What happened.
        outcome: Whether it was done or refused.
        body: Who, about whom, with what and why: JSON values, sealed to the auditors.
    """

    kind: EventKind
    outcome: Outcome
    body: Mapping[str, Any]
