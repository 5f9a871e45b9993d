"""Imports what lies behind the door while somebody still types their name."""

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

# In an order in which each brings little along that is new: no key has to wait for long.
_MODULES = (
    "PySide6.QtPrintSupport",
    "app.viewmodels.predict",
    "app.widgets.options",
    "app.widgets.choice",
    "app.widgets.segments",
    "app.views.form",
    "app.views.predict",
    "app.views.sitting",
    "app.views.status",
    "app.printing.items",
    "app.printing.sections",
    "app.printing.page",
    "app.printing.handout",
    "app.printing.document",
    "app.shell.handing",
    "app.shell.workplace",
)
_PAUSE_MS = 10


class ImportAhead(QObject):
    """Imports the workplace, one module at a time, with room for keys and clicks between them.

    On the window's own thread, for all of it uses Qt: while one thread uses Qt's bindings, loading
    more of them or making classes of them on another one crashes now and then.

    Args:
        parent: Whose end is also this one's.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[str] = iter(_MODULES)
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._on_turn)

    def start(self) -> None:
        """Begin, or go on; what was imported already costs nothing."""
        self._timer.start()

    def _on_turn(self) -> None:
        name = next(self._left, None)
        if name is None:
            self._timer.stop()
        else:
            import_module(name)
