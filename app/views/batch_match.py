"""The page "Batch" before a file is answered: its first rows, its columns, what will be written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.language import number, said, tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.batch import BatchModel
from app.widgets.buttons import Button
from app.widgets.choice import Choice
from app.widgets.fields import Field
from app.widgets.options import Option
from app.widgets.page import Columns, PageHead, page_column, scrolled
from app.widgets.segments import Segments
from app.widgets.surfaces import Banner, Card, Surface
from app.widgets.table import Cell, Column, Table, TableModel
from app.widgets.text import ElidedText, Text
from engine.contract.model import CategoryInput, NumberInput
from engine.inference.columns import Reject
from engine.inference.matching import columns_to_match
from engine.inference.preview import Judged, Sample

_SHOWN_ROWS, _SHOWN_COLUMNS = 100, 40
_TABLE_HEIGHT = 268
_NO, _YES = "no", "yes"
_MEGABYTE = 1e6


class MatchView(Surface):
    """Shows what a file is and what would become of it, and lets its columns be matched.

    Args:
        model: The state of the page, with a sample.
        parent: The widget it belongs to.

    Attributes:
        sample: The beginning of the file.
        table: The first rows.
        verdict: What would become of them, in words.
        fields: The column's field, by its name.
        other: Chooses another file.
        elsewhere: Chooses where the answers go.
        start: Answers the file.
        contributions: Whether to say what moved each score.
        records: Whether each row has a record of its own.
    """

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__("clear", parent)
        assert model.sample is not None  # noqa: S101 - the step says so; for the type checker
        self._model, self.sample = model, model.sample
        self._choices: dict[str, Choice] = {}
        self.fields: dict[str, Field] = {}
        self.verdict = Banner(Tone.NEUTRAL)
        self._out, self._no = ElidedText("", TextStyle.SMALL), Text("", TextStyle.SMALL, wrap=True)
        self._out.mode = Qt.TextElideMode.ElideMiddle
        self._make_buttons()
        self._lay_out()
        self._choices_of_columns()
        self._show_judged()
        self._show_job()
        model.judged_changed.connect(self._show_judged)
        model.job_changed.connect(self._show_job)

    def focus_first(self) -> None:
        """Go to what is missing, or to the start where nothing is."""
        judged = self._model.judged
        missing = () if judged is None else judged.matching.missing
        first = self._choices[missing[0]] if missing else self.start
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self) -> None:
        self.other = Button(
            tr("Another file\N{HORIZONTAL ELLIPSIS}"), tr("Choose another file."), keys="Ctrl+O",
            show_keys=False,
        )  # fmt: skip
        self.start = Button(
            tr("Answer all rows"), tr("Answer every row that fits, and write the files."),
            "primary", keys="Ctrl+Return",
        )  # fmt: skip
        self.elsewhere = Button(
            tr("Elsewhere\N{HORIZONTAL ELLIPSIS}"), tr("Choose where the answers go."), "quiet",
            icon="folder",
        )  # fmt: skip
        self.start.clicked.connect(self._model.start)
        options = (Option(_NO, tr("No")), Option(_YES, tr("Yes")))
        self.contributions, self.records = Segments(options), Segments(options)
        for one in (self.contributions, self.records):
            one.choose(_NO)
            one.picked.connect(self._on_wish)

    def _lay_out(self) -> None:
        head = PageHead(tr("Batch"), _about(self.sample), (self.other, self.start))
        inside = Surface("clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.PAGE, 0, Space.PAGE, Space.PAGE)
        column.setSpacing(Space.CARD)
        column.addWidget(self.verdict)
        column.addWidget(self._table_card())
        column.addWidget(Columns((self._columns_card(),), (self._written_card(),)))
        column.addStretch(1)
        outer = page_column(self)
        outer.setContentsMargins(0, Space.PAGE, 0, 0)
        above = QHBoxLayout()
        above.setContentsMargins(Space.PAGE, 0, Space.PAGE, 0)
        above.addWidget(head)
        outer.addLayout(above)
        outer.addWidget(scrolled(inside), 1)

    def _table_card(self) -> Card:
        columns = [Column(tr("Row"), figures=True), Column(tr("Verdict"))]
        columns += [Column(heading) for heading in self.sample.header[:_SHOWN_COLUMNS]]
        self._rows = TableModel(columns, self)
        self.table = Table(
            self._rows,
            tr("First rows of the file"),
            tr("Arrows go through the rows; the verdict's tip says what is wrong."),
        )
        self.table.setFixedHeight(_TABLE_HEIGHT)
        card = Card()
        card.column.setContentsMargins(*[Space.TIGHT] * 4)
        card.column.addWidget(self.table)
        return card

    def _columns_card(self) -> Card:
        card = Card(tr("Columns"))
        lead = tr("Which heading of the file stands for which of the model's inputs.")
        card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.BASE)
        self._grid.setVerticalSpacing(Space.HAIR)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        card.column.addLayout(self._grid)
        return card

    def _choices_of_columns(self) -> None:
        headings = [Option(heading, heading) for heading in self.sample.header]
        without = Option("", tr("Not in the file"))
        for place, column in enumerate(columns_to_match(self._model.contract)):
            choice = Choice(tr("Choose a heading"))
            needed = isinstance(column, NumberInput | CategoryInput) and not column.may_be_unknown
            choice.set_options(headings if needed else [without, *headings])
            choice.picked.connect(partial(self._on_picked, column.name))
            label, help_text = said(column.label), said(column.help)
            field = Field(label.replace("&", "&&"), choice, help_text=help_text)
            self._choices[column.name], self.fields[column.name] = choice, field
            self._grid.addWidget(field, place // 2, place % 2)

    def _written_card(self) -> Card:
        card = Card(tr("What is written"))
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self._out, 1)
        row.addWidget(self.elsewhere)
        card.column.addWidget(Text(tr("Answers"), TextStyle.SMALL_STRONG))
        card.column.addLayout(row)
        card.column.addWidget(Text(tr("Rows without an answer"), TextStyle.SMALL_STRONG))
        card.column.addWidget(self._no)
        card.column.addSpacing(Space.TIGHT)
        for label, control, help_text in (
            (
                tr("&What moved each score"),
                self.contributions,
                tr("A column for each input with its contribution; this takes longer."),
            ),
            (
                tr("A &record for each row"),
                self.records,
                tr("Each row in the audit log, beside the one record of the batch."),
            ),
        ):
            card.column.addWidget(Field(label, control, help_text=help_text, message_line=False))
            card.column.addWidget(Text(help_text, TextStyle.CAPTION, "muted", wrap=True))
        return card

    def _on_picked(self, name: str) -> None:
        chosen = self._choices[name].chosen
        if chosen is not None:
            self._model.match(name, str(chosen.value))

    def _on_wish(self) -> None:
        wanted = [
            one.chosen is not None and one.chosen.value == _YES
            for one in (self.contributions, self.records)
        ]
        self._model.wish(contributions=wanted[0], records=wanted[1])

    def _show_judged(self) -> None:
        judged = self._model.judged
        if judged is None:
            return
        matching = judged.matching
        for name, choice in self._choices.items():
            half_typed = choice.hasFocus() and choice.typed and choice.chosen is None
            if not half_typed:
                choice.choose(matching.headings.get(name, ""))
            missing, unknown = name in matching.missing, name in matching.unknown
            self.fields[name].set_hint(tr("unknown in every row") if unknown else "", "caution")
            self.fields[name].set_message(tr("Choose its heading.") if missing else "")
        verdict = verdict_of(self.sample, judged)
        self.verdict.show_message(verdict.words, verdict.tone)
        self._rows.show_rows(_cells(self.sample, judged))
        self.start.setEnabled(self._model.can_start)

    def _show_job(self) -> None:
        job = self._model.job
        if job is None or job.rejects is None:
            return
        self._out.setText(str(job.out))
        self._no.setText(tr("Listed in {name}, with row, column and rule.", name=job.rejects.name))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would become of the first rows.

    Attributes:
        words: In words.
        tone: What that means.
    """

    words: str
    tone: Tone


def verdict_of(sample: Sample, judged: Judged) -> Verdict:
    """Say what would become of the first rows, and what is to be known of the file."""
    notes = [said(note) for note in sample.notes]
    if judged.coded is None:
        lack = tr("Columns that the model needs have no heading yet: choose them below.")
        return Verdict(" ".join([lack, *notes]), Tone.STOP)
    rows = len(judged.coded.accepted) + len(sample.block.problems)
    if judged.coded.rejected:
        words = tr(
            "Of the first {rows:,} rows, {rejected:,} would have no answer.",
            rows=rows,
            rejected=judged.coded.rejected,
        )
    else:
        words = tr("The first {rows:,} rows fit.", rows=rows)
    if judged.matching.unknown:
        words += " " + tr("Inputs that the file does not have are unknown in every row.")
    tone = Tone.CAUTION if judged.coded.rejected or judged.matching.unknown or notes else Tone.GOOD
    return Verdict(" ".join([words, *notes]), tone)


def _about(sample: Sample) -> str:
    return tr(
        "{name}: {size}, {columns:,} columns, {encoding}",
        name=sample.path.name,
        size=_size(sample.size),
        columns=len(sample.header),
        encoding=said(sample.encoding),
    )


def _size(size: int) -> str:
    if size < _MEGABYTE:
        return tr("{count} kB", count=number(max(size, 1000) / 1000, 0))
    return tr("{count} MB", count=number(size / _MEGABYTE, 1))


def _cells(sample: Sample, judged: Judged) -> list[tuple[Cell, ...]]:
    block, coded = sample.block, judged.coded
    wrong: dict[int, list[Reject]] = {}
    for reject in coded.rejects if coded is not None else ():
        wrong.setdefault(reject.row, []).append(reject)
    rows = zip(block.numbers, zip(*block.columns[:_SHOWN_COLUMNS], strict=True), strict=True)
    return [
        (
            Cell(number(row, 0)),
            _chip(wrong.get(row, []), known=coded is not None),
            *map(Cell, texts),
        )
        for row, texts in list(rows)[:_SHOWN_ROWS]
    ]


def _chip(rejects: Sequence[Reject], *, known: bool) -> Cell:
    if not known:
        return Cell(tr("Not judged"), tone=Tone.NEUTRAL, icon="info")
    if not rejects:
        return Cell(tr("Fits"), tone=Tone.GOOD, icon="check")
    more = "\n".join(f"{reject.column}: {said(reject.message)}" for reject in rejects)
    return Cell(tr("No answer"), tone=Tone.STOP, icon="stop", more=more)
