"""Collects cyclic garbage on the window's thread, and on no other.

Python collects on whichever thread happens to make the next object. A cycle that holds a widget
would then be taken apart on the desk's thread, and Qt crashes when a widget is deleted there.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 250


class Sweeper(QObject):
    """Does what Python's own collector does, by its thresholds, but by a timer of this thread.

    Args:
        parent: Whose end is also this one's.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def stop(self) -> None:
        """Leave collecting to Python again; when no other thread has work any more."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _on_turn(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                gc.collect(generation)
                return
