"""A dialog for files that keeps nothing of the folders it was in; their names may tell of patients.

Qt stores them when a dialog ends, and has no switch for it.
"""

import os

from PySide6.QtCore import QDir, QSettings, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

_NOWHERE = os.devnull


class FileDialog(QFileDialog):
    """Qt's own, without its memory.

    Args:
        parent: Above which it is shown.
        title: What is chosen.
        path: Where it begins.
    """

    def __init__(self, parent: QWidget, title: str, path: str = "") -> None:
        # Where settings are files, Qt's lie nowhere from now on; ours would be in another format.
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.NativeFormat, scope, _NOWHERE)
        super().__init__(parent, title, path)
        self.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        # Where they are no files, as on Windows, this is all that is left to be stored.
        self.setDirectoryUrl(QUrl.fromLocalFile(QDir.homePath()))
        self.setHistory([])
        self.deleteLater()
