"""Who signed a model, and whether that makes it a validated one.

``signatures.json`` holds up to two DSSE envelopes, each with one signature over an in-toto
statement: the engineer's submission and the approver's approval. They are two envelopes because
two people sign two statements at two times, each with its own date and reason; the manifest
holds neither dates nor people, so that the same data give the same bytes.

Source:
    in-toto Attestation Framework, Statement v1; 21 CFR 11.50 (name, date and meaning are signed).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from engine.accounts.roles import ROLE_WORDS, Actor, Role
from engine.accounts.trust import Signer, VerifiedTrust
from engine.canonical import canonical_json, parse_canonical
from engine.contract.model import Name, Strict
from engine.errors import ReportableError
from engine.keys.documents import BadDocumentError, envelope_document, sign_document
from engine.keys.signing import PublicKey, SigningKey
from engine.models import refusals
from engine.models.content import MANIFEST, Sha256
from engine.phrases import Phrase, phrase, reason_of

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
PREDICATE_TYPE = "urn:wardcast:model-signature:1"

MOST_REASON = 2000

Act = Literal["submitted", "approved"]
State = Literal["validated", "exploration", "awaiting-approval", "unjudged", "unsigned"]
Reason = Annotated[str, Field(min_length=1, max_length=MOST_REASON)]


class BadReasonError(ReportableError):
    """A signature without a meaning, or with too long a one."""

    code = "bad-reason"
    default_advice = "Say in one to 2,000 characters what the signature means, and why."


def require_reason(reason: str) -> None:
    """Refuse to sign without a meaning in words (21 CFR 11.50 asks for one).

    Raises:
        BadReasonError: It is blank or too long.
    """
    if not reason.strip() or len(reason) > MOST_REASON:
        raise BadReasonError(phrase("A reason is needed for this."))


ROLE_FOR: dict[Act, Role] = {"submitted": Role.ENGINEER, "approved": Role.APPROVER}


class _Digest(Strict):
    sha256: Sha256


class _Subject(Strict):
    name: Literal["manifest.json"]
    digest: _Digest


class SignedAct(Strict):
    """What was done, by whom, when and why.

    Attributes:
        act: submitted (by an engineer) or approved (by an approver).
        person: The person's id at the site.
        name: The person's name as of then.
        key: The public key that signed, in hex.
        at: When, in UTC.
        reason: The meaning of the signature, in the signer's words.
    """

    act: Act
    person: Name
    name: Name
    key: Sha256
    at: Name
    reason: Reason


class _Statement(Strict):
    type_: Annotated[Literal["https://in-toto.io/Statement/v1"], Field(alias="_type")]
    subject: tuple[_Subject]
    predicateType: Literal["urn:wardcast:model-signature:1"]  # noqa: N815 - in-toto's name
    predicate: SignedAct


class _File(Strict):
    format: Literal[1]
    envelopes: Annotated[tuple[dict[str, Any], ...], Field(max_length=2)]


def sign_act(
    key: SigningKey, actor: Actor, act: Act, sha256: str, *, at: str, reason: str
) -> dict[str, Any]:
    """Sign that ``actor`` submitted or approved the model named by its manifest's SHA-256.

    Returns:
        The envelope, a JSON value.
    """
    predicate = {
        "act": act,
        "person": actor.person_id,
        "name": actor.name,
        "key": key.public.hex,
        "at": at,
        "reason": reason,
    }
    statement = {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": MANIFEST, "digest": {"sha256": sha256}}],
        "predicateType": PREDICATE_TYPE,
        "predicate": predicate,
    }
    envelope: dict[str, Any] = sign_document(key, PAYLOAD_TYPE, statement).envelope
    return envelope


def with_envelope(signatures: bytes, envelope: dict[str, Any]) -> bytes:
    """Add an envelope to the bytes of a signature file that was read before."""
    value = parse_canonical(signatures)
    return canonical_json({**value, "envelopes": [*value["envelopes"], envelope]})


def read_signatures(data: bytes, sha256: str) -> tuple[SignedAct, ...]:
    """Read a signature file strictly; whether the signers are trusted is judged apart.

    Each signature is checked against the key that its own statement names, so that a change of
    any bit is found even where no site's trust is at hand.

    Args:
        data: The bytes of ``signatures.json``.
        sha256: The manifest's SHA-256, which every statement must be about.

    Raises:
        BadSignaturesError: Not canonical, of another form, about another model, or a signature
            does not hold; or the acts are not one submission, then one approval.
    """
    try:
        parse_canonical(data)
        file = _File.model_validate_json(data, strict=True)
        acts = tuple(_read_act(envelope, sha256) for envelope in file.envelopes)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "it"
        raise refusals.BadSignaturesError(
            phrase("signatures.json: {where} is not as it must be.", where=where)
        ) from error
    except (ValueError, BadDocumentError) as error:
        raise refusals.BadSignaturesError(
            phrase("signatures.json: {reason}.", reason=reason_of(error))
        ) from error
    if [act.act for act in acts] != ["submitted", "approved"][: len(acts)]:
        raise refusals.BadSignaturesError(
            phrase("signatures.json: not one submission, then one approval.")
        )
    if len({act.person for act in acts}) != len(acts) or len({act.key for act in acts}) != len(
        acts
    ):
        raise refusals.BadSignaturesError(
            phrase("signatures.json: the same person or key signed twice.")
        )
    return acts


def _read_act(envelope: dict[str, Any], sha256: str) -> SignedAct:
    document = envelope_document(envelope, PAYLOAD_TYPE)
    statement = _Statement.model_validate_json(canonical_json(document.value), strict=True)
    key = PublicKey.from_hex(statement.predicate.key)
    if len(envelope["signatures"]) != 1 or document.signers([key]) != {key}:
        raise BadDocumentError(phrase("a signature does not hold"))
    if statement.subject[0].digest.sha256 != sha256:
        raise BadDocumentError(phrase("a signature is about another model"))
    return statement.predicate


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be said of a model's standing.

    Attributes:
        state: validated, exploration (a gate refused it), awaiting-approval, unjudged (signed,
            but no site said by whom), or unsigned.
        not_for_care: Whether it was trained on synthetic data.
        sentence: The state in words.
    """

    state: State
    not_for_care: bool
    sentence: str

    @property
    def validated(self) -> bool:
        """Whether its gates passed and both signatures hold."""
        return self.state == "validated"


def judge_signers(acts: Sequence[SignedAct], trust: VerifiedTrust) -> None:
    """Demand that each act was signed by a trusted person in the role that it takes.

    Raises:
        UntrustedSignerError: A key that the site does not know, of another person or role.
        CompromisedSignerError: A key that was declared compromised.
    """
    for act in acts:
        signer = trust.signers.get(PublicKey.from_hex(act.key).id)
        if signer is None or signer.person_id != act.person:
            raise refusals.UntrustedSignerError(
                phrase(
                    "{name}, {deed}, is not known at this site with this key.",
                    name=act.name,
                    deed=_deed(act),
                )
            )
        _demand_standing(act, signer)


def _demand_standing(act: SignedAct, signer: Signer) -> None:
    if not signer.stands:
        raise refusals.CompromisedSignerError(
            phrase(
                "The key of {name}, {deed}, was declared compromised.",
                name=signer.name,
                deed=_deed(act),
            )
        )
    role = ROLE_FOR[act.act]
    if role not in signer.roles:
        raise refusals.UntrustedSignerError(
            phrase(
                "{name}, {deed}, is no {role} at this site.",
                name=signer.name,
                deed=_deed(act),
                role=ROLE_WORDS[role],
            )
        )


def validation_of(
    acts: Sequence[SignedAct], *, judged: bool, promotable: bool, synthetic: bool
) -> Validation:
    """Say what a model with these acts may be called; only acts that were judged count."""
    state, sentence = _state_of(acts, promotable=promotable)
    if acts and not judged and state != "exploration":
        state = "unjudged"
        sentence = phrase("The package is signed, but there is no site to judge by whom.")
    if synthetic:
        sentence = phrase(
            "{sentence} It was trained on synthetic data and is not for care.", sentence=sentence
        )
    return Validation(state, synthetic, sentence)


def _state_of(acts: Sequence[SignedAct], *, promotable: bool) -> tuple[State, Phrase]:
    if not promotable:
        return "exploration", phrase("For exploration only: a release gate refused this model.")
    if not acts:
        return "unsigned", phrase("Nobody has signed this model.")
    if len(acts) == 1:
        return "awaiting-approval", phrase(
            "Submitted by {name}, not yet approved.", name=acts[0].name
        )
    submitted, approved = acts
    return "validated", phrase(
        "Validated: submitted by {engineer}, approved by {approver}.",
        engineer=submitted.name,
        approver=approved.name,
    )


def _deed(act: SignedAct) -> Phrase:
    if act.act == "submitted":
        return phrase("who submitted this model")
    return phrase("who approved this model")
