"""What the page "Status" says of the model."""

from PySide6.QtWidgets import QHBoxLayout

from app.language import tr
from app.theme.tokens import Space, TextStyle
from app.viewmodels.model_sheet import Verdict, model_sheet
from app.viewmodels.status import StatusModel
from app.widgets.chip import Chip
from app.widgets.empty import EmptyState
from app.widgets.facts import Facts, FigureTable
from app.widgets.surfaces import Card
from app.widgets.text import SelectableText, Text
from engine.models.verification import VerifiedModel


def model_card(status: StatusModel, verified: VerifiedModel) -> Card:
    """The model's standing, what it is, and who signed it."""
    sheet = model_sheet(verified)
    card = Card(tr("Model"))
    word, tone, icon = status.model_word
    card.column.addWidget(Chip(word, tone, icon=icon))
    card.column.addWidget(Text(status.model_words, wrap=True))
    card.column.addSpacing(Space.TIGHT)
    card.column.addWidget(Facts(sheet.facts))
    card.column.addSpacing(Space.TIGHT)
    card.column.addWidget(Text(tr("SHA-256 of its manifest"), TextStyle.SMALL, "muted"))
    digest = SelectableText(sheet.sha256, TextStyle.SMALL, wrap=True)
    digest.setAccessibleName(tr("SHA-256 of its manifest"))
    digest.setAccessibleDescription(sheet.sha256)
    card.column.addWidget(digest)
    for heading, reason in sheet.acts:
        card.column.addSpacing(Space.HAIR)
        card.column.addWidget(Text(heading, TextStyle.SMALL_STRONG, wrap=True))
        card.column.addWidget(Text(reason, TextStyle.SMALL, "muted", wrap=True))
    return card


def figures_card(verified: VerifiedModel) -> Card:
    """How the model did on rows that it had not seen."""
    sheet = model_sheet(verified)
    card = Card(tr("On rows that it had not seen"))
    lead = tr("In points of the outcome; the baseline says the mean of all scores every time.")
    card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
    card.column.addWidget(
        FigureTable(
            (tr("Figure"), tr("Model"), tr("Baseline")),
            [(one.label, one.model, one.beside or "\N{EN DASH}") for one in sheet.measured],
        )
    )
    return card


def gates_card(verified: VerifiedModel) -> Card:
    """What was asked of the model before it could be released."""
    card = Card(tr("Release gates"))
    for gate in model_sheet(verified).gates:
        card.column.addLayout(_verdict_row(gate))
    return card


def no_model_card(status: StatusModel) -> Card:
    """Why no model answers, and what to do about it."""
    card = Card(tr("Model"))
    word, tone, icon = status.model_word
    card.column.addWidget(Chip(word, tone, icon=icon))
    problem = status.model_problem
    if problem is not None:
        card.column.addWidget(EmptyState(icon, problem.summary, problem.advice, tone))
        card.column.addWidget(
            Text(tr("Code: {code}", code=problem.code), TextStyle.CAPTION, "muted")
        )
    elif status.looked_for_model:
        card.column.addWidget(
            EmptyState(
                "predict",
                tr("No model answers cases at this site yet."),
                tr("An engineer submits one, an approver approves it; then it is made active."),
            )
        )
    else:
        card.column.addWidget(
            EmptyState(
                "predict",
                tr("The model is being verified and loaded."),
                tr("This page shows it as soon as it is there."),
            )
        )
    return card


def _verdict_row(gate: Verdict) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.NEAR)
    chip = Chip(gate.word, gate.tone, icon=gate.icon)
    chip.setMinimumWidth(chip.sizeHint().width())
    chip.setAccessibleDescription(gate.sentence)
    column = Text(gate.sentence, TextStyle.SMALL, wrap=True)
    row.addWidget(chip)
    row.addWidget(column, 1)
    return row
