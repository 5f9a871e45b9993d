"""A table of plain text and chips; nothing in it is ever taken for markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from app.theme.fonts import font
from app.theme.theme import palette
from app.theme.tokens import Palette, Space, TextStyle, Tone
from app.widgets.chip import draw_chip
from app.widgets.text import tip

ROW_HEIGHT = 44
_MARK = 3
_CELL = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        title: What stands in its head.
        figures: Whether it holds figures, which are written against its right edge.
        wide: Whether it takes the room that is left.
    """

    title: str
    figures: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table.

    Attributes:
        text: What it says, shown as it stands.
        strong: Whether it stands out.
        struck: Whether it is struck through, because it no longer counts.
        tone: Of the chip that it stands on; None for text without one.
        icon: Of the chip.
        more: What its tip says; its text where it says nothing else.
    """

    text: str
    strong: bool = False
    struck: bool = False
    tone: Tone | None = None
    icon: str = ""
    more: str = ""


class TableModel(QAbstractTableModel):
    """Rows of cells, shown as they are given.

    Args:
        columns: From left to right.
        parent: Whose end is also this one's.
    """

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[tuple[Cell, ...], ...] = ()

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show others."""
        self.beginResetModel()
        self._rows = tuple(tuple(row) for row in rows)
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """What stands at a place."""
        return self._rows[index.row()][index.column()]

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell, column = self.cell(index), self.columns[index.column()]
        roles = Qt.ItemDataRole
        answers: dict[int, object] = {
            roles.DisplayRole: cell.text,
            roles.ToolTipRole: tip(cell.more or cell.text),
            roles.AccessibleTextRole: f"{column.title}: {cell.text}",
            roles.AccessibleDescriptionRole: cell.more or cell.text,
            _CELL: cell,
        }
        return answers.get(role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            # The style sheet's header does not look at its widget's font.
            return font(TextStyle.CAPTION_STRONG)
        return None


class Table(QTableView):
    """A table whose rows are gone through with the arrows; Enter opens one, Delete is told.

    Emits ``opened`` and ``delete_wanted`` with the number of the row.

    Args:
        model: What it shows.
        name: What it is, for screen readers.
        description: What can be done with it.
        parent: The widget it belongs to.
    """

    opened = Signal(int)
    delete_wanted = Signal(int)
    row_changed = Signal()

    def __init__(
        self, model: TableModel, name: str, description: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFont(font(TextStyle.SMALL))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header(model.columns)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    @property
    def row(self) -> int:
        """The row that is chosen; below 0 while none is."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Choose a row without a person's doing."""
        self.selectRow(row)
        self.row_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wants = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Delete: self.delete_wanted,
            Qt.Key.Key_Backspace: self.delete_wanted,
        }
        told = wants.get(Qt.Key(event.key()))
        if told is None or self.row < 0:
            super().keyPressEvent(event)
            return
        told.emit(self.row)

    def _dress_header(self, columns: Sequence[Column]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(2 * Space.SECTION)
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                place, mode.Stretch if column.wide else mode.ResizeToContents
            )

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_row_changed(self) -> None:
        self.row_changed.emit()


class CellDelegate(QStyledItemDelegate):
    """Draws a cell letter by letter as it stands, on a row parted from the next by a line."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = _cell_of(index)
        used = font(TextStyle.CAPTION_STRONG) if cell.tone else _font_of(cell)
        # A chip has its own margins, and room for its icon.
        beside = 2 * Space.NEAR + (2 * Space.NEAR + Space.BASE if cell.tone else 1)
        width = QFontMetrics(used).horizontalAdvance(cell.text) + beside
        return QSize(width, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, cell = palette(), _cell_of(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, option, index, colours)
        room: QRect = option.rect.adjusted(Space.NEAR, 0, -Space.NEAR, -1)
        if cell.tone is not None:
            draw_chip(painter, QRectF(room), cell.text, cell.tone, cell.icon)
        else:
            used = _font_of(cell)
            painter.setFont(used)
            painter.setPen(QColor(colours.muted if cell.struck else colours.text))
            mode = Qt.TextElideMode.ElideRight
            shown = QFontMetrics(used).elidedText(cell.text, mode, room.width())
            painter.drawText(room, _alignment_of(index), shown)
        painter.restore()


def _draw_ground(
    painter: QPainter, option: QStyleOptionViewItem, index: Index, colours: Palette
) -> None:
    box: QRect = option.rect
    state = QStyle.StateFlag
    if option.state & state.State_Selected:
        painter.fillRect(box, QColor(colours.accent_soft))
        if index.column() == 0:
            # Not by its ground alone: the chosen row has a mark before it.
            painter.fillRect(QRect(box.x(), box.y(), _MARK, box.height()), QColor(colours.accent))
    line = QRect(box.x(), box.bottom(), box.width(), 1)
    painter.fillRect(line, QColor(colours.line))


def _cell_of(index: Index) -> Cell:
    cell = index.data(_CELL)
    return cell if isinstance(cell, Cell) else Cell(str(index.data() or ""))


def _font_of(cell: Cell) -> QFont:
    made = font(TextStyle.SMALL_STRONG if cell.strong else TextStyle.SMALL)
    made.setStrikeOut(cell.struck)
    return made


def _alignment_of(index: Index) -> Qt.AlignmentFlag:
    model = index.model()
    if isinstance(model, TableModel):
        return _alignment(model.columns[index.column()])
    return Qt.AlignmentFlag.AlignVCenter


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
