"""The palette as a style sheet: surfaces and borders only; fonts are set on the widgets."""

from string import Template

from app.theme.tokens import Palette, Radius

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[surface="ground"] { background: $ground; }
QWidget[surface="surface"] { background: $surface; }
QWidget[surface="header"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QWidget[surface="footer"] { background: $surface; border: 0; border-top: 1px solid $line; }
QWidget[surface="sidebar"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[surface="card"] {
    background: $surface; border: 1px solid $line; border-radius: ${card}px;
}
QFrame[surface="line"] { background: $line; border: 0; }
QLabel { background: transparent; border: 0; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="caution"] { color: $caution; }
QLabel[tone="stop"] { color: $stop; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: ${control}px;
    padding: 0 11px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
QPlainTextEdit { padding: 7px 7px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 0 10px;
}
QPlainTextEdit:focus { padding: 6px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $sunk; color: $muted; border-color: $line;
}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border: 2px solid $stop; padding: 0 10px;
}
QPlainTextEdit[wrong="true"] { padding: 6px 6px; }
QComboBox { padding-right: 32px; }
QComboBox:focus, QComboBox[wrong="true"] { padding-right: 31px; }
QComboBox::drop-down { border: 0; width: 32px; }
QComboBox::down-arrow { image: none; }
QComboBox QLineEdit { border: 0; padding: 0; background: transparent; }
QAbstractItemView {
    background: $surface; color: $text; border: 0; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text;
}
QListView[popup="true"] { border: 1px solid $edge; padding: 0; }

QTableView {
    background: $surface; border: 0; gridline-color: transparent; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text;
}
QTableView::item { border: 0; border-bottom: 1px solid $line; padding: 0 12px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
    background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
    padding: 0 12px; height: 36px;
}

QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[surface="clear"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }

QProgressBar { background: $sunk; border: 0; border-radius: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QToolTip { background: $text; color: $surface; border: 0; padding: 6px 8px; }
QMenu { background: $surface; border: 1px solid $edge; border-radius: ${control}px; padding: 4px; }
QMenu::item { padding: 8px 16px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
""")


def stylesheet(palette: Palette) -> str:
    """Write the application's style sheet in the colours of a palette."""
    colours = {
        name: getattr(palette, name) for name in Palette.__dataclass_fields__ if name != "name"
    }
    return _SHEET.substitute(colours, card=Radius.CARD, control=Radius.CONTROL)
