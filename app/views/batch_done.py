"""The page "Batch" when a file was answered: counts, where the files lie, what had no answer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import number, said, tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.batch import BatchModel
from app.widgets.buttons import Button
from app.widgets.chip import Chip
from app.widgets.facts import Facts
from app.widgets.page import PageHead, page_column, scrolled
from app.widgets.surfaces import Card, Surface
from app.widgets.table import ROW_HEIGHT, Cell, Column, Table, TableModel
from app.widgets.text import Text
from engine.inference.batch import BatchJob, BatchReport
from engine.inference.columns import Reject

_MOST_SHOWN = 8


class DoneView(Surface):
    """What came of a file.

    Args:
        model: The state of the page, with a report.
        parent: The widget it belongs to.

    Attributes:
        other: Goes on to another file.
        folder: Opens the folder of the answers.
        open_rejects: Opens the list of the rows without an answer.
        facts: What is to be known of the answers.
        table: The first rejects; none where nothing was rejected.
    """

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__("clear", parent)
        assert model.report is not None  # noqa: S101 - the step says so; for the type checker
        assert model.job is not None  # noqa: S101 - there is no report without one
        self._report, self._job = model.report, model.job
        self.table: Table | None = None
        self.other = Button(
            tr("Another file"), tr("Go on to another file."), "primary", keys="Ctrl+Return"
        )
        self.folder = Button(
            tr("Open the folder"), tr("Open the folder in which the answers lie."), icon="folder"
        )
        self.open_rejects = Button(
            tr("Open the rejects"),
            tr("Open the list of the rows without an answer."),
            icon="document",
        )
        self.folder.clicked.connect(self._on_folder)
        self.open_rejects.clicked.connect(self._on_rejects)
        if not self._report.rejected:
            self.open_rejects.hide()
        self._lay_out(model)

    def _lay_out(self, model: BatchModel) -> None:
        inside = Surface("clear")
        column = page_column(inside)
        lead = tr(
            "Recorded, then written. The files say what yours says of patients: keep them as safe."
        )
        column.addWidget(PageHead(tr("Batch"), lead, (self.other,)))
        column.addWidget(self._result_card(model))
        if self._report.rejected:
            column.addWidget(self._rejects_card())
        column.addStretch(1)
        outer = page_column(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _result_card(self, model: BatchModel) -> Card:
        report, card = self._report, Card()
        scored = (
            tr("1 row answered")
            if report.scored == 1
            else tr("{rows:,} rows answered", rows=report.scored)
        )
        card.column.addWidget(Text(scored, TextStyle.TITLE, wrap=True))
        card.column.addWidget(_rejected_chip(report))
        card.column.addSpacing(Space.TIGHT)
        self.facts = Facts(_facts(report, self._job, model))
        card.column.addWidget(self.facts)
        card.column.addSpacing(Space.TIGHT)
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.folder)
        row.addWidget(self.open_rejects)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _rejects_card(self) -> Card:
        card = Card(tr("Rows without an answer"))
        first = len(self._report.first)
        lead = (
            tr("All reasons, in the order of the rows.")
            if first == sum(self._report.broken.values())
            else tr("The first {count:,} reasons; all of them are in the file.", count=first)
        )
        card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        rows = TableModel(
            (Column(tr("Row"), figures=True), Column(tr("Column")), Column(tr("Why"), wide=True)),
            self,
        )
        rows.show_rows([_cells(reject) for reject in self._report.first])
        self.table = Table(
            rows, tr("Rows without an answer"), tr("Arrows go through the rows; tips say all.")
        )
        rows_shown = min(first, _MOST_SHOWN)
        self.table.setFixedHeight((rows_shown + 1) * ROW_HEIGHT)
        card.column.addWidget(self.table)
        return card

    def _on_folder(self) -> None:
        _open(self._job.out.parent)

    def _on_rejects(self) -> None:
        if self._job.rejects is not None:
            _open(self._job.rejects)


def _rejected_chip(report: BatchReport) -> Chip:
    if not report.rejected:
        return Chip(tr("No row rejected"), Tone.GOOD, icon="check")
    words = (
        tr("1 row without an answer")
        if report.rejected == 1
        else tr("{rows:,} rows without an answer", rows=report.rejected)
    )
    return Chip(words, Tone.CAUTION, icon="caution")


def _facts(report: BatchReport, job: BatchJob, model: BatchModel) -> Sequence[tuple[str, str]]:
    answering = model.answering
    facts = [(tr("Answers"), str(job.out))]
    if job.rejects is not None:
        facts.append((tr("Rejects"), str(job.rejects)))
    level = answering.model.calibration.level
    facts += [
        (tr("Receipt"), report.receipt),
        (tr("Model"), f"{answering.model.version}. {said(answering.validation.sentence)}"),
        (tr("Intervals"), tr("made to hold {percent} % of scores", percent=number(100 * level, 0))),
        (tr("SHA-256"), report.digests["output"]),
    ]
    facts += [(tr("Note"), said(note)) for note in report.notes]
    return facts


def _cells(reject: Reject) -> tuple[Cell, ...]:
    return (
        Cell(number(reject.row, 0), more=tr("Line {line:,} of the file", line=reject.line)),
        Cell(reject.column or tr("whole row"), strong=True),
        Cell(said(reject.message)),
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
