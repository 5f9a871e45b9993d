"""The page for files as a person sees and operates it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.viewmodels.batch import BatchModel, Step
from app.views.batch import BatchView
from app.views.batch_done import DoneView
from app.views.batch_match import MatchView
from app.widgets.table import Cell, Table, TableModel
from tests.ui.pages.window import WindowPage

HEADER = "Patient_ID,Age,Gender,Condition,Drug_Name,Dosage_mg,Treatment_Duration_days,Side_Effects"
ROW = "{n},56,Female,Diabetes,Metformin,500,30,Nausea"


def write_cases(path: Path, rows: int = 3, header: str = HEADER, *more: str) -> Path:
    """Write the case of the demo again and again, and other lines behind it."""
    lines = [header, *(ROW.format(n=f"P-{n}") for n in range(1, rows + 1)), *more, ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class BatchPage:
    def __init__(self, window: WindowPage) -> None:
        self._window = window
        self.keys = window.keys

    @property
    def view(self) -> BatchView:
        page = self._window.workplace.page_of("batch")
        assert isinstance(page, BatchView)
        return page

    @property
    def model(self) -> BatchModel:
        self._window.workplace.page_of("batch")
        assert self._window.workplace.batch_model is not None
        return self._window.workplace.batch_model

    @property
    def matching(self) -> MatchView:
        assert self.view.matching is not None
        return self.view.matching

    @property
    def done(self) -> DoneView:
        assert self.view.done is not None
        return self.view.done

    def wait_for(self, step: Step) -> None:
        self._window.wait(lambda: self.model.step is step)

    def go(self) -> None:
        """By the key of its place."""
        self._window.wait_for_the_keyboard()
        places = list(self._window.workplace.sidebar.buttons)
        self.keys.press(f"Ctrl+{places.index('batch') + 1}")
        self._window.wait(self.view.isVisible)

    def choose_by_keys(self, path: Path) -> None:
        """Through the dialog, typing the path."""
        self.keys.press("Ctrl+O")
        dialog = self._window.wait_for_dialog(QFileDialog)
        self._type_path(dialog, path)
        self._window.wait_for_the_keyboard()

    def elsewhere(self, path: Path) -> None:
        """Through the dialog for the place of the answers."""
        self.matching.elsewhere.setFocus()
        self.keys.press("Space")
        self._type_path(self._window.wait_for_dialog(QFileDialog), path)
        self._window.wait_for_the_keyboard()

    def look_at(self, path: Path) -> None:
        """Choose a file, not by keys, and wait until its first rows are there."""
        self.model.choose(path)
        self.wait_for(Step.MATCH)

    def drop(self, *paths: Path) -> bool:
        """Drop files onto the page; say whether it takes them."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        left = Qt.MouseButton.LeftButton
        enters = QDragEnterEvent(QPoint(9, 9), actions, data, left, none)
        enters.setAccepted(False)
        QApplication.sendEvent(self.view, enters)
        if not enters.isAccepted():
            return False
        QApplication.sendEvent(self.view, QDropEvent(QPointF(9, 9), actions, data, left, none))
        return True

    @property
    def verdict(self) -> str:
        return self.matching.verdict.message

    @property
    def missing(self) -> list[str]:
        """The labels of the columns that wait for a heading."""
        fields = self.matching.fields.values()
        return [one.control.accessibleName() for one in fields if one.message]

    @property
    def headings(self) -> dict[str, str]:
        """What is chosen, by the columns' names."""
        return {name: c.typed for name, c in self.matching._choices.items()}

    @staticmethod
    def rows(table: Table | None) -> list[list[Cell]]:
        """What stands in a table."""
        assert table is not None
        model = table.model()
        assert isinstance(model, TableModel)
        columns = range(model.columnCount())
        return [
            [model.cell(model.index(row, column)) for column in columns]
            for row in range(model.rowCount())
        ]

    def _type_path(self, dialog: QFileDialog, path: Path) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        self.keys.empty()
        self.keys.type(str(path))
        self.keys.press("Return")
