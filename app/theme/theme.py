"""The look in force: which palette, following the system while the application runs."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.theme.fonts import font, load_fonts
from app.theme.stylesheet import stylesheet
from app.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Palette, TextStyle

# As QApplication's own palette is: one look for the whole application, asked for while painting.
_in_force = [LIGHT]


def palette() -> Palette:
    """The colours in force."""
    return _in_force[0]


class Theme(QObject):
    """Keeps the application's look; follows the system unless a palette is demanded.

    Args:
        application: What it dresses.
        demanded: A palette that stays, whatever the system says.
    """

    changed = Signal()

    def __init__(self, application: QApplication, demanded: Palette | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._demanded = demanded
        load_fonts()
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(font(TextStyle.BODY))
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._dress()

    def demand(self, wanted: Palette | None) -> None:
        """Take a palette whatever the system says, or follow the system again."""
        self._demanded = wanted
        self._dress()

    def _on_system_changed(self) -> None:
        self._dress()

    def _dress(self) -> None:
        wanted = self._demanded or _system_palette(self._application)
        _in_force[0] = wanted
        self._application.setPalette(_qt_palette(wanted))
        self._application.setStyleSheet(stylesheet(wanted))
        self.changed.emit()


def _system_palette(application: QApplication) -> Palette:
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in (
        (role.Window, colours.ground),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunk),
        (role.Button, colours.surface),
        (role.ToolTipBase, colours.text),
        (role.ToolTipText, colours.surface),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.Mid, colours.line),
        (role.Dark, colours.line),
        (role.Light, colours.surface),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return made
