"""Why the site's trust is not believed: one error, one code and one advice for each reason."""

from engine.errors import ReportableError


class TrustError(ReportableError):
    """The site's list of people and keys cannot be believed."""

    code = "trust"
    default_advice = (
        "Stop working with this site and tell an auditor: its list of people was changed."
    )


class TrustChangedError(TrustError):
    """A document is not what was signed."""

    code = "trust-changed"


class WrongSignerError(TrustError):
    """A document is signed by somebody who may not sign it."""

    code = "trust-wrong-signer"


class NotCertifiedError(TrustError):
    """A list is signed by an administrator for whom the site root never vouched."""

    code = "trust-not-certified"


class TrustGapError(TrustError):
    """A list is missing, or does not continue the one before it."""

    code = "trust-gap"
    default_advice = "Restore the site's folder from a backup and tell an auditor."


class TrustHistoryError(TrustError):
    """A list contradicts what the lists before it say about a person or a key."""

    code = "trust-history"


class KeyReusedError(TrustError):
    """One key stands for two."""

    code = "trust-key-reused"


class PinnedRootError(TrustError):
    """The site's root is not the one that this machine was told to trust."""

    code = "trust-root-differs"
    default_advice = (
        "Compare the root's fingerprint with the one that set-up printed. If the site was set up "
        "anew, a system administrator must change the fingerprint that this machine trusts."
    )
