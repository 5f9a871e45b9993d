"""Why a model package is refused: one error, one code and one advice for each reason."""

from engine.errors import ReportableError


class PackageRefusedError(ReportableError):
    """A package that must not be loaded."""

    code = "package-refused"
    default_advice = (
        "Do not use this package: get it again from whoever made it, over a path you trust."
    )


class UnreadablePackageError(PackageRefusedError):
    """There is no folder, or it cannot be read."""

    code = "package-unreadable"
    default_advice = "Check that the path names the folder that 'wardcast train' wrote."


class MissingFileError(PackageRefusedError):
    """A file that every package has, or that the manifest names, is not there."""

    code = "package-missing-file"


class ExtraFileError(PackageRefusedError):
    """A file that the manifest does not name."""

    code = "package-extra-file"
    default_advice = (
        "Nothing may be added to a package. "
        "Do not use this package: get it again from whoever made it, over a path you trust."
    )


class LinkError(PackageRefusedError):
    """A link, pipe or device where only files may be."""

    code = "package-link"
    default_advice = (
        "A package holds plain files only. "
        "Do not use this package: get it again from whoever made it, over a path you trust."
    )


class TooLargeError(PackageRefusedError):
    """More bytes or files than any package has."""

    code = "package-too-large"


class ChangedFileError(PackageRefusedError):
    """A file is not the one that the manifest names."""

    code = "package-file-changed"


class OtherFormatError(PackageRefusedError):
    """The package is of a form that this version does not read."""

    code = "package-format"
    default_advice = "Train the model again from its data with this version of Wardcast."


class BadManifestError(PackageRefusedError):
    """The manifest is damaged, or not in its canonical form."""

    code = "package-manifest-invalid"


class BadContentError(PackageRefusedError):
    """A file that the manifest vouches for holds what it must not, such as a bad bound."""

    code = "package-content-invalid"
    default_advice = "The package was built wrongly or with ill intent: do not use it, train again."


class UnexpectedPackageError(PackageRefusedError):
    """Sound, but not the one that was asked for."""

    code = "package-not-expected"
    default_advice = "Compare the SHA-256 with the one that training printed; it names the model."


class UnsignedError(PackageRefusedError):
    """Nobody signed the package."""

    code = "package-unsigned"
    default_advice = (
        "An unsigned package can only be verified against the SHA-256 that training printed: "
        "add --expect SHA256. An engineer's 'wardcast models submit' signs it."
    )


class BadSignaturesError(PackageRefusedError):
    """The signature file is damaged, not canonical, or a signature does not hold."""

    code = "package-signatures-invalid"


class UntrustedSignerError(PackageRefusedError):
    """A signature holds, but its signer is not in the site's trust with the role it claims."""

    code = "package-signer-untrusted"
    default_advice = (
        "Ask the site's administrator who signed this, and whether they should be trusted."
    )


class CompromisedSignerError(PackageRefusedError):
    """The key of a signer was declared compromised."""

    code = "package-signer-compromised"
    default_advice = "Everything this key signed is refused: an approver chooses another model."


class NoTrustError(PackageRefusedError):
    """There is no site whose trust could judge the signatures."""

    code = "package-no-trust"
    default_advice = "Name a site with --home, or the SHA-256 you expect with --expect."


class NotApprovedError(PackageRefusedError):
    """One of the two signatures is missing."""

    code = "package-not-approved"
    default_advice = "An approver who did not train it decides with 'wardcast models approve'."
