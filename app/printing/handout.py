"""An answer as it leaves the application, by whichever way."""

from dataclasses import dataclass

from app.language import tr
from app.viewmodels.answer import AnswerSheet


@dataclass(frozen=True, slots=True)
class Handout:
    """One answer, and what paper has to say that a screen says elsewhere.

    Attributes:
        sheet: The answer.
        site_name: Where it was given.
        model_version: Which model answered.
        void_reason: Why the answer does not count; empty while it does.
    """

    sheet: AnswerSheet
    site_name: str
    model_version: str
    void_reason: str = ""

    @property
    def code(self) -> str:
        """What the QR code holds: ``Wardcast 1205 9K4M-T7QF v-4f2a91c7``.

        The receipt and the model's version, so that an auditor finds the record with a scanner.
        The receipt's middle dot is left out: code readers guess the alphabet of what is not
        ASCII, and guess differently. No patient's data.
        """
        receipt = "".join(letter if letter.isascii() else " " for letter in self.sheet.receipt)
        return " ".join(["Wardcast", *receipt.split(), self.model_version])

    @property
    def text(self) -> str:
        """The answer as lines of plain text; that it is void comes first."""
        if not self.void_reason:
            return self.sheet.text
        void = tr("VOID: this answer was voided and does not count.")
        return f"{void}\n{self.void_reason}\n\n{self.sheet.text}"
