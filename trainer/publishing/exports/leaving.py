"""What is said of a model that leaves in a form which carries no signatures."""

LEFT_BEHIND = (
    "This file carries no signatures and nobody's approval: whoever uses it has to validate it "
    "anew for its own use, and answers for it."
)
"""For forms that any program can read, and that Wardcast never reads back."""

SIGNED_INSIDE = (
    "The file carries the package and its signatures to the bit; a site that trusts the signers "
    "takes it with 'wardcast models submit', any other refuses it."
)
"""For the one form that Wardcast reads."""
