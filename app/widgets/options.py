"""Options, and the list that they are offered in: each with its reason at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QStandardItem
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from app.theme.fonts import font
from app.theme.theme import palette
from app.theme.tokens import Space, TextStyle

_REASON = Qt.ItemDataRole.UserRole + 1
_VALUE = Qt.ItemDataRole.UserRole + 2
_ROW = 34
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen.

    Attributes:
        value: What it is; None stands for "not known".
        label: What people read.
        reason: What is to be known of it before it is chosen, or why it cannot be.
        excluded: Whether it cannot be chosen now.
    """

    value: str | float | None
    label: str
    reason: str = ""
    excluded: bool = False


class OptionDelegate(QStyledItemDelegate):
    """Draws an option with its reason at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = palette()
        state = QStyle.StateFlag
        box: QRect = option.rect
        on = bool(option.state & state.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 6, 6)
        room = box.adjusted(Space.NEAR, 0, -Space.NEAR, 0)
        reason = str(index.data(_REASON) or "")
        painter.setFont(font(TextStyle.CAPTION))
        painter.setPen(QColor(colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, reason)
        if reason:
            taken = painter.fontMetrics().horizontalAdvance(reason)
            room.setRight(room.right() - taken - Space.TIGHT)
        painter.setFont(font(TextStyle.BODY))
        painter.setPen(QColor(colours.muted if reason else colours.text))
        label, end = str(index.data() or ""), Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(label, end, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def option_list(parent: QWidget) -> QListView:
    """A list of options that opens below a field."""
    view = QListView(parent)
    view.setProperty("popup", "true")
    view.setItemDelegate(OptionDelegate(view))
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def option_item(option: Option) -> QStandardItem:
    """A row of such a list."""
    item = QStandardItem(option.label)
    item.setData(option.reason, _REASON)
    item.setData(option.value, _VALUE)
    if option.reason:
        item.setData(f"{option.label}: {option.reason}", Qt.ItemDataRole.AccessibleTextRole)
    if option.excluded:
        # Selectable, for else a completer leaves it out; not enabled, so it cannot be taken.
        item.setFlags(Qt.ItemFlag.ItemIsSelectable)
    return item
