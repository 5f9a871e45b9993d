"""Answers to be printed, in English and as long as German makes them."""

from app.figures import Bar, ScaleBand, ScaleMark, ScaleReading
from app.printing.handout import Handout
from app.theme.tokens import Tone
from app.viewmodels.answer import AnswerSheet, DomainWords, SubgroupWords

TRICKY = "<b>A</b>&B"
EXACT = 12
"""The most inputs whose contributions are told."""

ENGLISH = (
    ("Age", "56 years"),
    ("Sex", "Female"),
    ("Condition", "Diabetes"),
    ("Drug", "Metformin"),
    ("Dose", "500 mg"),
    ("Duration of treatment", "30 days"),
    ("Observed side effect", "Nausea"),
)
GERMAN = (
    ("Lebensalter bei Behandlungsbeginn", "56 Jahre"),
    ("Bei der Geburt zugewiesenes Geschlecht", "weiblich"),
    ("Behandlungsbedürftige Grunderkrankung", "Diabetes mellitus Typ 2, nicht entgleist"),
    ("Arzneimittelwirkstoff", "Hydrochlorothiazid-Kombinationspräparat"),
    ("Tagesgesamtdosis", "500 mg"),
    ("Behandlungsdauer", "30 Tage"),
    ("Beobachtete Nebenwirkung", "Übelkeit mit Appetitlosigkeit"),
)


def reading(low: float = 5.6, score: float = 7.2, high: float = 8.8) -> ScaleReading:
    bands = (ScaleBand("Low", 0, 4), ScaleBand("Moderate", 4, 7), ScaleBand("High", 7, 10))
    edges = tuple(ScaleMark(value, str(value)) for value in (0, 4, 7, 10))
    marks = [ScaleMark(value, f"{value:.1f}") for value in (low, score, high)]
    return ScaleReading(bands, edges, marks[0], marks[1], marks[2], "a scale")


def bars_of(inputs: tuple[tuple[str, str], ...]) -> tuple[Bar, ...]:
    points = (0.62, 0.31, -0.24, 0.18, -0.12, 0.03, 0.0)
    signs = {True: "+", False: "\N{MINUS SIGN}"}
    return tuple(
        Bar(f"{label}: {value}", point, f"{signs[point >= 0]}{abs(point):.2f}")
        for place, (label, value) in enumerate(inputs[:EXACT])
        for point in [points[place % len(points)] / (1 + place // len(points))]
    )


# long: one answer, to be read from top to bottom.
def english(count: int = 7, reference: str = "P-2041", warning: str = "") -> AnswerSheet:
    inputs = tuple(
        (label if place < len(ENGLISH) else f"{label} {place}", value)
        for place in range(count)
        for label, value in [ENGLISH[place % len(ENGLISH)]]
    )
    return AnswerSheet(
        question=1,
        heading="Expected score: Improvement",
        score="7.2",
        scale_words="of 10",
        band="Moderate to High",
        sentence="Between 5.6 and 8.8. Made to hold 90 of 100 outcomes; held 724 of 794 kept "
        "aside.",
        reading=reading(),
        baseline="from a typical patient, 6.4",
        bars=bars_of(inputs) if count <= EXACT else (),
        bars_words="",
        domain=DomainWords(
            "Inside the training data",
            Tone.GOOD,
            "check",
            (
                "Every value lies where training had cases.",
                "184 similar cases were used in training.",
            ),
            (
                (
                    "Lies in a group of 45 patients of training: Condition Diabetes, "
                    "Drug Metformin, Dose 500 mg, Side effect Diarrhoea, Nausea, Upset stomach."
                ),
            ),
        ),
        subgroups=(
            SubgroupWords(
                "Dose 500 to 850 mg",
                "mean error 0.68 (0.59 to 0.78)",
                "ranges held in 294 of 324 (84 to 95 %)",
            ),
            SubgroupWords(
                "Sex Female",
                "mean error 0.70 (0.60 to 0.76)",
                "ranges held in 370 of 405 (86 to 95 %)",
            ),
        ),
        subgroups_words="Groups of this case, held out from training: where ranges held least "
        "often and where the error was largest. The bounds hold for all 48 groups at once.",
        model="Model v-4f2a91c7. Validated on 2 Nov 2026: its gates passed, two signatures hold.",
        proof="",
        warning=warning,
        receipt="1205 · 9K4M-T7QF",
        given_at="11/24/26 8:14 PM",
        reference=reference,
        inputs=inputs,
        disclaimer="Supports research and quality analysis. Gives no diagnosis and recommends no "
        "treatment.",
    )


# long: one answer, to be read from top to bottom.
def german(count: int = 7, reference: str = "P-2041", warning: str = "") -> AnswerSheet:
    inputs = tuple(
        (label if place < len(GERMAN) else f"{label} {place}", value)
        for place in range(count)
        for label, value in [GERMAN[place % len(GERMAN)]]
    )
    return AnswerSheet(
        question=1,
        heading="Erwarteter Wert: Verbesserung des Gesundheitszustands nach der Behandlung",
        score="7,2",
        scale_words="von 10",
        band="Mittelgradig bis hochgradig",
        sentence="Zwischen 5,6 und 8,8; so gebildete Bereiche enthielten den beobachteten Wert in "
        "90 von 100 Fällen. Der Wert wurde am Ende der Skala festgehalten.",
        reading=reading(),
        baseline="ausgehend von der durchschnittlichen Patientin, dem durchschnittlichen Patienten",
        bars=bars_of(inputs) if count <= EXACT else (),
        bars_words="",
        domain=DomainWords(
            "Am Rand der Trainingsdaten",
            Tone.CAUTION,
            "caution",
            (
                "Das Lebensalter liegt näher am Rand der Trainingsdaten als 95 von 100 Fällen.",
                "Diese Verbindung aus Grunderkrankung und Wirkstoff kam selten vor.",
                "184 ähnliche Fälle wurden zum Training verwendet.",
            ),
            (
                (
                    "Die nächste Gruppe der Trainingsdaten (45 Fälle): Grunderkrankung Diabetes "
                    "mellitus Typ 2, Behandlungsdauer 24 bis 41 Tage, Lebensalter 44 bis 61 Jahre."
                ),
                "Bereiche hielten in 71 von 78 Fällen am Rand (82 bis 96 %).",
            ),
        ),
        subgroups=(
            SubgroupWords(
                "Behandlungsdauer 24 bis 41 Tage",
                "mittlerer Fehler 0,68 (0,59 bis 0,78)",
                "Bereiche hielten in 294 von 324 (84 bis 95 %)",
            ),
            SubgroupWords(
                "Zugewiesenes Geschlecht weiblich",
                "mittlerer Fehler 0,70 (0,60 bis 0,76)",
                "Bereiche hielten in 370 von 405 (86 bis 95 %)",
            ),
        ),
        subgroups_words="Gruppen dieses Falls, vom Training zurückgehalten: wo Bereiche am "
        "seltensten hielten und wo der Fehler am größten war. Die Grenzen gelten für alle 48 "
        "Gruppen zugleich.",
        model="Modell v-4f2a91c7. Nicht validiert: Die Freigabeprüfungen wurden bestanden, aber "
        "eine der beiden Unterschriften fehlt noch.",
        proof="",
        warning=warning,
        receipt="1205 · 9K4M-T7QF",
        given_at="24.11.26 20:14",
        reference=reference,
        inputs=inputs,
        disclaimer="Unterstützt Forschung und Qualitätsanalyse. Stellt keine Diagnose und "
        "empfiehlt keine Behandlung.",
    )


def handout(sheet: AnswerSheet, void_reason: str = "") -> Handout:
    return Handout(sheet, "St. Mary's Hospital, Ward 4", "v-4f2a91c7", void_reason)
