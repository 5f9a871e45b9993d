"""For developers: every widget of the design system in every state, in one scroll."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.figures import (
    Bar,
    ComparedOption,
    OptionChart,
    OptionGroup,
    ScaleBand,
    ScaleMark,
    ScaleReading,
)
from app.theme.tokens import Space, TextStyle, Tone
from app.widgets.bars import Bars
from app.widgets.buttons import Button, Kind
from app.widgets.check import Check
from app.widgets.chip import Chip
from app.widgets.choice import Choice
from app.widgets.dialog import Dialog
from app.widgets.dropzone import DropZone
from app.widgets.empty import EmptyState
from app.widgets.facts import Facts, FigureTable
from app.widgets.fields import Field, TextField
from app.widgets.focus import FocusRing
from app.widgets.icon import Icon
from app.widgets.optionchart import OptionList
from app.widgets.options import Option
from app.widgets.page import PageHead, page_column, scrolled
from app.widgets.progress import ProgressBar
from app.widgets.scale import Scale
from app.widgets.segments import Segments
from app.widgets.surfaces import TONE_ICONS, Banner, Card, Surface
from app.widgets.table import Cell, Column, Table, TableModel
from app.widgets.text import ElidedText, SelectableText, Text
from app.widgets.textarea import TextArea
from app.widgets.words import NumberedWords

_LONG = "A text that is far longer than there is room for, so that it has to be shortened or broken"
_MARKUP = "<b>A</b>&B"
_WIDE, _NARROW = 360, 160


class Gallery(Surface):
    """Shows the widgets; only people who make Wardcast see it, so it speaks English."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self.setWindowTitle("Wardcast: widgets")
        self.resize(1080, 820)
        self.sections: dict[str, Card] = {}
        inside = Surface("clear")
        column = page_column(inside)
        column.addWidget(PageHead("Widgets", "Each of them in each of its states."))
        for name, make in _SECTIONS:
            card = Card(name)
            card.column.setSpacing(Space.BASE)
            make(card.column)
            self.sections[name] = card
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout()
        dialog = Button("Open a dialog", "Show a dialog in front of this page.")
        dialog.clicked.connect(self.open_dialog)
        row.addWidget(dialog)
        row.addStretch(1)
        self.sections["Dialog"].column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._ring = FocusRing(self)
        # A state as any other: the ring is around the field that is to show the focus.
        self._focused = self.findChild(QWidget, "focused")
        QTimer.singleShot(0, self, self._show_focus)

    def open_dialog(self) -> Dialog:
        """Open a dialog as a page would."""
        dialog = Dialog(
            "Title of a dialog",
            "What there is to know before anything is done.",
            self,
            Button("Cancel", "Take it away.", keys="Esc"),
            primary=Button("Do it", "Do what it is about.", "primary"),
            content=Field("&Reason", TextArea("For example")),
        )
        dialog.show_problem("What stands in the way.")
        dialog.open()
        return dialog

    def _show_focus(self) -> None:
        if self._focused is not None:
            self._focused.setFocus()
            self._ring.setWidget(self._focused)


def _texts(column: QVBoxLayout) -> None:
    for style in TextStyle:
        column.addWidget(Text(style.name.replace("_", " ").capitalize(), style))
    _row(column, [Text(tone, tone=tone) for tone in ("text", "muted", "accent")])
    _row(column, [Text(tone, tone=tone) for tone in ("good", "caution", "stop")])
    elided = ElidedText(_LONG)
    elided.setFixedWidth(_WIDE)
    _row(column, [elided, Text(_MARKUP), SelectableText("selectable")])
    column.addWidget(Text(f"{_LONG}, on two lines where one is not enough. {_LONG}.", wrap=True))


def _buttons(column: QVBoxLayout) -> None:
    kinds: tuple[Kind, ...] = ("primary", "secondary", "quiet")
    for kind in kinds:
        idle = Button(kind.capitalize(), "Does nothing.", kind)
        with_icon = Button("With an icon", "Does nothing.", kind, icon="print")
        with_keys = Button("With keys", "Does nothing.", kind, keys=f"Ctrl+Alt+{len(kind)}")
        off = Button("Disabled", "Does nothing.", kind, icon="void")
        off.setEnabled(False)
        _row(column, [idle, with_icon, with_keys, off])


def _fields(column: QVBoxLayout) -> None:
    focused = TextField()
    focused.setObjectName("focused")
    wrong, off, long = TextField(), TextField(), TextField()
    wrong.setText("130")
    off.setText("cannot be changed")
    off.setEnabled(False)
    long.setText(_LONG)
    secret = TextField(secret=True)
    secret.setText("secret")
    bad = Field("Wrong", wrong, "18\N{EN DASH}79 days")
    bad.set_message("Enter 18 to 79 years.")
    good = Field("Secret", secret)
    good.set_hint("strong enough", "good")
    wordy = Field("Long", long, _LONG, message_lines=2)
    wordy.set_message(_LONG)
    _row(column, [Field("Empty", TextField("placeholder")), Field("Focus", focused), bad])
    _row(column, [Field("Disabled", off), good, wordy])
    area = TextArea("Several lines")
    wrong_area = Field("Wrong lines", TextArea())
    wrong_area.set_message("Say why.")
    _row(column, [Field("Lines", area), wrong_area])


def _choices(column: QVBoxLayout) -> None:
    options = [
        Option("a", "First"),
        Option("b", "Second"),
        Option("c", "Third", "does not fit", excluded=True),
    ]
    empty, chosen, off, wrong = Choice("type or choose"), Choice(), Choice(), Choice()
    for choice in (empty, chosen, off, wrong):
        choice.set_options(options)
    chosen.choose("a")
    off.choose("b")
    off.setEnabled(False)
    bad = Field("Wrong", wrong)
    bad.set_message("Choose one of the list.")
    _row(column, [Field("Empty", empty), Field("Chosen", chosen), Field("Disabled", off), bad])
    two = [Option("l", "Left"), Option("r", "Right")]
    none, one, gone = Segments(two), Segments(two), Segments(two)
    one.choose("l")
    gone.choose("r")
    gone.setEnabled(False)
    wrong_one = Field("Wrong", Segments(two))
    wrong_one.set_message("Choose one.")
    ticked, idle, still = (Check(word, "Does nothing.") for word in ("Ticked", "Not", _LONG))
    ticked.setChecked(True)
    ticked.show_words("3 values", "")
    idle.show_words(_LONG, "a note below it")
    still.setChecked(True)
    still.setEnabled(False)
    _row(column, [ticked, idle, still])
    parts: list[QWidget] = [Field("None", none), Field("Chosen", one), Field("Disabled", gone)]
    _row(column, [*parts, wrong_one])


def _marks(column: QVBoxLayout) -> None:
    _row(column, [Chip(tone.value, tone, icon=TONE_ICONS[tone]) for tone in Tone])
    _row(column, [Chip("without an icon"), Chip("large", Tone.ACCENT, large=True), _short_chip()])
    names = ("check", "caution", "stop", "info", "void", "lock", "person", "print", "copy", "eye")
    _row(column, [Icon(name, Tone.ACCENT, 24) for name in names])


def _short_chip() -> Chip:
    chip = Chip(_LONG, Tone.CAUTION, icon="caution")
    chip.setFixedWidth(_NARROW)
    return chip


def _banners(column: QVBoxLayout) -> None:
    for tone in Tone:
        banner = Banner(tone)
        banner.show_message(f"{tone.value.capitalize()}: what happened, and what to do next.")
        column.addWidget(banner)
    long = Banner(Tone.STOP)
    long.show_message(f"{_LONG}. {_LONG}. {_LONG}.")
    column.addWidget(long)


def _figures(column: QVBoxLayout) -> None:
    scale, sure = Scale(), Scale()
    scale.show_reading(_reading(5.6, 7.2, 8.8))
    sure.show_reading(_reading(3.9, 4.0, 4.1))
    bars = Bars()
    bars.show_bars(
        [
            Bar("Input: first", 0.62, "+0.62"),
            Bar("Other: 56 days", -0.24, "\N{MINUS SIGN}0.24"),
            Bar(_LONG, 0.03, "+0.03"),
        ],
        "Input +0.62; other -0.24",
    )
    for figure in (scale, sure, bars):
        column.addWidget(figure)
    for share in (0.0, 0.01, 0.4, 1.0):
        bar = ProgressBar("Progress")
        bar.show_share(share)
        column.addWidget(bar)


def _reading(low: float, score: float, high: float) -> ScaleReading:
    edges = (0.0, 4.0, 7.0, 10.0)
    names = ("Poor", "Fair", "Good")
    bands = zip(names, edges, edges[1:], strict=False)
    return ScaleReading(
        bands=tuple(ScaleBand(*band) for band in bands),
        edges=tuple(ScaleMark(edge, f"{edge:g}") for edge in edges),
        low=ScaleMark(low, f"{low:.1f}"),
        score=ScaleMark(score, f"{score:.1f}"),
        high=ScaleMark(high, f"{high:.1f}"),
        words=f"score {score}, interval {low} to {high}",
    )


def _comparison(column: QVBoxLayout) -> None:
    reading = _reading(0, 0, 0)
    above = [
        _compared("First, 850 mg", 7.4, apart_from=2),
        _compared("As it was entered", 7.0, "as entered", apart_from=2),
    ]
    below = [_compared(_LONG, 4.2, "at the rim", "caution", apart_from=None)]
    out = _compared("Unlike any", 9.0, "Outside, so not ranked", "stop", ranked=False)
    groups = [("Group 1: 2 options", above), ("Group 2", below), ("Not ranked", [out])]
    chart = OptionChart(
        reading.bands,
        reading.edges,
        tuple(OptionGroup(heading, tuple(options)) for heading, options in groups),
    )
    for width in (720, 480):
        shown = OptionList("Options", "Arrows choose one.", lambda how: how.value)
        shown.show_chart(chart)
        shown.setFixedWidth(width)
        column.addWidget(shown)


def _compared(
    label: str,
    score: float,
    remark: str = "",
    icon: str = "",
    *,
    ranked: bool = True,
    apart_from: int | None = None,
) -> ComparedOption:
    return ComparedOption(
        label=label,
        remark=remark,
        icon=icon,
        low=score - 1.4,
        score=ScaleMark(score, f"{score:.1f}"),
        high=min(score + 1.4, 10.0),
        ranked=ranked,
        apart_from=apart_from,
        words=f"{label}: score {score}",
    )


def _tables(column: QVBoxLayout) -> None:
    model = TableModel((Column("Text", wide=True), Column("Figure", figures=True), Column("State")))
    model.show_rows(
        [
            [Cell(_MARKUP, strong=True), Cell("7.2"), Cell("Counts", tone=Tone.GOOD, icon="check")],
            [
                Cell("P-2", struck=True),
                Cell("6.1", struck=True),
                Cell("Void", tone=Tone.STOP, icon="void"),
            ],
            [Cell(f"{_LONG}. {_LONG}."), Cell("10.0"), Cell("Watch", tone=Tone.CAUTION)],
        ]
    )
    table = Table(model, "Sample", "Arrows choose a row.")
    table.choose_row(0)
    table.setFixedHeight(4 * 44)
    column.addWidget(table)
    facts = Facts([("Version", "v-4f2a91c7"), ("Long", f"{_LONG}. {_LONG}.")])
    figures = FigureTable(
        ("Figure", "Model", "Baseline"), [("RMSE", "0.81", "1.52"), ("MAE", "0.66", "\N{EN DASH}")]
    )
    _row(column, [facts, figures])


def _states(column: QVBoxLayout) -> None:
    nothing = EmptyState("sitting", "Nothing yet", "What to do so that something is here.")
    refused = EmptyState("stop", "Refused", f"{_LONG}.", Tone.STOP)
    _row(column, [nothing, refused])
    idle, hovered = (
        DropZone(EmptyState("batch", word, "Or choose one."), Button("Choose", "Does nothing."))
        for word in ("Drop a file here", "A file is held above it")
    )
    hovered.show_hovered(True)
    for zone in (idle, hovered):
        column.addWidget(zone)
    words, covered = NumberedWords("Words"), NumberedWords("Covered words")
    sample = ("quartz", "lemon", "biscuit", "harbour", "tango", "glyph", "mulberry", "frozen")
    words.show_words(sample)
    covered.show_words(sample, covered=True)
    _row(column, [words, covered])


def _nothing(_: QVBoxLayout) -> None:
    """A dialog is no part of a page; its button is added by the page."""


_SECTIONS: tuple[tuple[str, Callable[[QVBoxLayout], None]], ...] = (
    ("Text", _texts),
    ("Buttons", _buttons),
    ("Fields", _fields),
    ("Choices", _choices),
    ("Chips and icons", _marks),
    ("Banners", _banners),
    ("Figures and progress", _figures),
    ("Comparison", _comparison),
    ("Tables", _tables),
    ("Empty states and words", _states),
    ("Dialog", _nothing),
)


def _row(column: QVBoxLayout, widgets: Sequence[QWidget]) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.BASE)
    wide = any(isinstance(widget, Field | Facts | EmptyState | NumberedWords) for widget in widgets)
    for widget in widgets:
        place = Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(widget, 1 if wide else 0, place)
    if not wide:
        row.addStretch(1)
    column.addLayout(row)
    return row
