"""Options one below the other, their intervals on one axis, and how each stands to the chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from app.figures import ComparedOption, OptionChart, OptionGroup, Relation, relation
from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Palette, Space, TextStyle
from app.widgets.text import tip

ROW, HEAD = 44, 52
_MARK, _BRACKET = 3, 7
_BAR, _KNOB, _ICON = 14.0, 6.0, 12.0
_WIDE = 640
"""From this width on the standing to the chosen one has a column of its own."""
_LEAST_LABEL, _LABEL_SHARE, _SCORE, _STANDING = 0.2, 0.36, 44.0, 136.0

Index = QModelIndex | QPersistentModelIndex
Say = Callable[[Relation], str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading, or an option with its place among all options."""

    group: OptionGroup
    option: ComparedOption | None
    place: int
    first: bool = False
    last: bool = False


class OptionList(QListView):
    """A list of options that arrows go through; headings are passed over.

    It is as high as all of its rows: the page around it scrolls.

    Args:
        name: What it is, for screen readers.
        description: What can be done with it.
        say: Puts a standing into words.
        parent: The widget it belongs to.
    """

    option_changed = Signal(int)

    def __init__(
        self, name: str, description: str, say: Say, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = _Entries(say, self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFixedHeight(HEAD)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def option(self) -> int:
        """The place of the chosen option among all; below 0 while none is."""
        entry = self._model.entry(self.currentIndex())
        return -1 if entry is None or entry.option is None else entry.place

    def show_chart(self, chart: OptionChart, chosen: int = 0) -> None:
        """Show other options, one of them chosen."""
        self._model.show_chart(chart)
        self.setFixedHeight(HEAD * len(chart.groups) + ROW * len(chart.options))
        self.choose(chosen)

    def choose(self, option: int) -> None:
        """Choose the option at a place."""
        self.setCurrentIndex(self._model.index_of(option))

    def place_of(self, option: int) -> QRectF:
        """Where an option lies in this widget."""
        return QRectF(self.visualRect(self._model.index_of(option)))

    def _on_current(self) -> None:
        self._model.choose(self.option)
        self.viewport().update()
        self.option_changed.emit(self.option)


class _Entries(QAbstractListModel):
    def __init__(self, say: Say, parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._entries: tuple[_Entry, ...] = ()
        self.widest = 0.0  # measured once, and not for every row that is painted
        self.chart = OptionChart((), (), ())
        self.chosen = -1

    def show_chart(self, chart: OptionChart) -> None:
        self.beginResetModel()
        self.chart, self.chosen = chart, -1
        entries: list[_Entry] = []
        place = 0
        for group in chart.groups:
            entries.append(_Entry(group, None, -1))
            last = len(group.options) - 1
            for number, option in enumerate(group.options):
                entries.append(_Entry(group, option, place, number == 0, number == last))
                place += 1
        self._entries = tuple(entries)
        self.widest = max((_wide(option) for option in chart.options), default=0.0)
        self.endResetModel()

    def choose(self, option: int) -> None:
        """Say from now on how the others stand to this one."""
        self.chosen = option

    def entry(self, index: Index) -> _Entry | None:
        return self._entries[index.row()] if index.isValid() else None

    def index_of(self, option: int) -> QModelIndex:
        row = next((r for r, e in enumerate(self._entries) if e.option and e.place == option), -1)
        return self.index(row)

    def standing(self, entry: _Entry) -> str:
        """How an option stands to the chosen one, in words."""
        if self.chosen < 0:
            return ""
        return self._say(relation(self.chart, self.chosen, entry.place))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index)
        flag = Qt.ItemFlag
        if entry is None or entry.option is None:
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry, roles = self.entry(index), Qt.ItemDataRole
        if entry is None:
            return None
        if entry.option is None:
            return entry.group.heading if role in (roles.DisplayRole, _SPOKEN) else None
        words = f"{entry.group.heading}. {entry.option.words}"
        answers: dict[int, object] = {
            roles.DisplayRole: entry.option.label,
            roles.ToolTipRole: tip(entry.option.words),
            roles.AccessibleTextRole: words,
            roles.AccessibleDescriptionRole: self.standing(entry) or words,
        }
        return answers.get(role)


def _wide(option: ComparedOption) -> float:
    """How much room an option's label and remark would take."""
    label = QFontMetricsF(font(TextStyle.SMALL)).horizontalAdvance(option.label)
    remark = QFontMetricsF(font(TextStyle.CAPTION)).horizontalAdvance(option.remark)
    return max(label, remark + _ICON + Space.HAIR) + 1


_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = _entries_of(index).entry(index)
        return QSize(240, ROW if entry is not None and entry.option is not None else HEAD)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = _entries_of(index)
        entry = model.entry(index)
        if entry is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing = _Drawing(painter, QRectF(option.rect), model.chart, model.widest, palette())
        if entry.option is None:
            drawing.head(entry.group)
        else:
            chosen = entry.place == model.chosen
            drawing.row(entry, entry.option, model.standing(entry), chosen=chosen)
        painter.restore()


def _entries_of(index: Index) -> _Entries:
    model = index.model()
    assert isinstance(model, _Entries)  # noqa: S101 - the list has no other
    return model


class _Drawing:
    """Draws one row; every row has its columns at the same places."""

    def __init__(
        self,
        painter: QPainter,
        room: QRectF,
        chart: OptionChart,
        widest: float,
        colours: Palette,
    ) -> None:
        self.painter, self.room, self.chart, self.colours = painter, room, chart, colours
        self.small, self.strong = font(TextStyle.SMALL), font(TextStyle.SMALL_STRONG)
        self.caption = font(TextStyle.CAPTION)
        self.wide = room.width() >= _WIDE
        self.label_left = room.left() + _BRACKET + Space.NEAR
        if not self.wide and any(option.icon for option in chart.options):
            # There the standing shares a line with the remark, which must not be cut off by it.
            widest += _STANDING * 0.6
        widest = min(max(widest, room.width() * _LEAST_LABEL), room.width() * _LABEL_SHARE)
        self.axis_left = self.label_left + widest + Space.CARD
        self.score_right = room.right() - Space.NEAR - (_STANDING if self.wide else 0.0)
        self.axis_right = self.score_right - _SCORE - Space.NEAR

    def head(self, group: OptionGroup) -> None:
        """A group's heading, and the axis below it."""
        room = QRectF(self.label_left, self.room.top() + Space.TIGHT, self.room.width(), 20)
        room.setRight(self.room.right() - Space.NEAR)
        self._text(room, group.heading, self.strong, self.colours.text)
        self._grid(self.room.bottom() - 4, self.room.bottom())
        names = [
            ((self._x(band.start) + self._x(band.end)) / 2, band.name) for band in self.chart.bands
        ]
        taken: list[tuple[float, float]] = []
        # Names of bands only where they find room between the figures.
        for x, text in [*((self._x(mark.value), mark.text) for mark in self.chart.edges), *names]:
            width = QFontMetricsF(self.caption).horizontalAdvance(text) + 1
            left, right = x - width / 2, x + width / 2
            if all(right + Space.HAIR <= start or left >= end + Space.HAIR for start, end in taken):
                line = QRectF(left, self.room.bottom() - 20, width, 16)
                self._text(line, text, self.caption, self.colours.muted)
                taken.append((left, right))

    def row(self, entry: _Entry, option: ComparedOption, standing: str, *, chosen: bool) -> None:
        """One option."""
        if chosen:
            self.painter.fillRect(self.room, QColor(self.colours.accent_soft))
            mark = QRectF(self.room.left(), self.room.top(), _MARK, self.room.height())
            # Not by its ground alone: the chosen row has a mark before it.
            self.painter.fillRect(mark, QColor(self.colours.accent))
        self._grid(self.room.top(), self.room.bottom())
        if option.ranked:
            self._bracket(first=entry.first, last=entry.last)
        self._label(option, "" if self.wide else standing)
        self._interval(option)
        score = QRectF(self.axis_right, self.room.top(), _SCORE + Space.NEAR, self.room.height())
        right = Qt.AlignmentFlag.AlignRight
        self._text(score, option.score.text, self.strong, self.colours.text, right)
        if self.wide:
            left = self.score_right + Space.BASE
            where = QRectF(left, self.room.top(), self.room.right() - left, self.room.height())
            self._text(where, standing, self.caption, self.colours.muted)

    def _x(self, value: float) -> float:
        bottom, top = self.chart.bands[0].start, self.chart.bands[-1].end
        return self.axis_left + (value - bottom) / (top - bottom) * (
            self.axis_right - self.axis_left
        )

    def _grid(self, top: float, bottom: float) -> None:
        for mark in self.chart.edges:
            self.painter.setPen(QPen(QColor(self.colours.line), 1))
            x = round(self._x(mark.value)) + 0.5
            self.painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _bracket(self, *, first: bool, last: bool) -> None:
        """The stretch of the bracket that holds a group together."""
        self.painter.setPen(QPen(QColor(self.colours.edge), 1.5))
        x = self.room.left() + _BRACKET
        top = self.room.top() + (Space.TIGHT if first else 0)
        bottom = self.room.bottom() - (Space.TIGHT if last else 0)
        self.painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for at, is_end in ((top, first), (bottom, last)):
            if is_end:
                self.painter.drawLine(QPointF(x, at), QPointF(x + Space.HAIR, at))

    def _label(self, option: ComparedOption, standing: str) -> None:
        remark = " \N{MIDDLE DOT} ".join(part for part in (standing, option.remark) if part)
        room = QRectF(self.label_left, self.room.top(), 0, self.room.height())
        room.setRight(self.axis_left - Space.NEAR)
        if not remark:
            self._text(room, option.label, self.small, self.colours.text)
            return
        above = QRectF(room.left(), room.top() + 4, room.width(), 18)
        below = QRectF(room.left(), room.top() + 22, room.width(), 16)
        self._text(above, option.label, self.small, self.colours.text)
        if option.icon:
            ink = self.colours.stop if option.icon == "stop" else self.colours.caution
            square = QRectF(below.left(), below.top() + 2, _ICON, _ICON)
            draw_icon(self.painter, option.icon, ink, square)
            below.setLeft(below.left() + _ICON + Space.HAIR)
        self._text(below, remark, self.caption, self.colours.muted)

    def _interval(self, option: ComparedOption) -> None:
        low, high = self._x(option.low), self._x(option.high)
        middle = self.room.center().y()
        spare = max(0.0, _BAR - (high - low)) / 2
        box = QRectF(low - spare, middle - _BAR / 2, high - low + 2 * spare, _BAR)
        ink = QColor(self.colours.accent if option.ranked else self.colours.muted)
        ground = QColor(self.colours.accent_soft if option.ranked else self.colours.surface)
        ground.setAlphaF(0.88)
        style = Qt.PenStyle.SolidLine if option.ranked else Qt.PenStyle.DashLine
        self.painter.setBrush(ground)
        self.painter.setPen(QPen(ink, 1.25, style))
        self.painter.drawRoundedRect(box, _BAR / 2, _BAR / 2)
        self.painter.setPen(QPen(ink, 1.5))
        # What is not ranked is hollow: not by its colour alone.
        self.painter.setBrush(ink if option.ranked else QColor(self.colours.surface))
        self.painter.drawEllipse(QPointF(self._x(option.score.value), middle), _KNOB, _KNOB)

    def _text(
        self,
        room: QRectF,
        text: str,
        used: QFont,
        ink: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        self.painter.setFont(used)
        self.painter.setPen(QColor(ink))
        shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
        self.painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
