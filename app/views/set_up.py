"""The first run: make the site, then keep its recovery words; in front of everything else."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import tr
from app.viewmodels.session import SessionModel
from app.viewmodels.set_up import SetUpModel
from app.views.set_up_people import PeopleStep
from app.views.set_up_words import WordsStep
from app.widgets.buttons import Button
from app.widgets.dialog import Dialog
from app.widgets.filedialog import FileDialog
from app.widgets.page import page_column, scrolled
from app.widgets.surfaces import Surface

_WIDTH = 880
ChooseFile = Callable[[QWidget], Path | None]


class SetUpView(Surface):
    """Two steps: the site and its first people; the recovery words.

    Args:
        session: The window's session, at a folder without a site.
        choose_file: Asks where the words are to be written; asks too before it names a file that
            is there already.
        parent: The widget it belongs to.

    Attributes:
        people: The first step.
        words: The second step, once the site is made.
        dialog: The warning, while it is open.
    """

    def __init__(
        self,
        session: SessionModel,
        *,
        choose_file: ChooseFile | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ground", parent)
        self._choose_file = choose_file or _ask_for_file
        self.model = SetUpModel(session, self)
        self.people: PeopleStep | None = None
        self.words: WordsStep | None = None
        self.dialog: Dialog | None = None
        self._inside: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.reword()
        self.model.made.connect(self.reword)
        self.model.busy_changed.connect(self._on_busy)

    @property
    def has_unsaved_words(self) -> bool:
        """Whether recovery words would be lost for good if the window were closed now."""
        return self.model.has_unsaved_words

    def warn_of_unsaved_words(self) -> None:
        """Say what closing the window would lose; who closes it all the same may."""
        if self.dialog is not None:
            return
        making = self.model.busy
        back = Button(tr("Go back"), tr("Stay here, where the words are."), "primary")
        leave = Button(tr("Close without them"), tr("Close the window; the words are lost."))
        self.dialog = Dialog(
            tr("The site is being made") if making else tr("The recovery words are not confirmed"),
            tr("Wait until its recovery words are shown; they are shown only once.")
            if making
            else tr(
                "They are shown only once and kept nowhere. Without them nobody can bring the site "
                "back when its passwords are lost."
            ),
            self,
            leave,
            primary=back,
        )
        leave.setVisible(not making)
        back.clicked.connect(self.dialog.accept)
        leave.clicked.connect(self._on_leave)
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.open()
        back.setFocus()

    def reword(self) -> None:
        """Say the step that is at hand again, as after the language has changed."""
        if self.model.words:
            self.people, self.words = None, WordsStep(self.model, self._on_save)
            self._put(self.words)
            self.words.focus_first()
        else:
            self.people, self.words = PeopleStep(self.model), None
            self._put(self.people)
            self.people.focus_first()

    def _put(self, step: QWidget) -> None:
        inside = Surface("clear")
        column = page_column(inside)
        row = QHBoxLayout()
        step.setMaximumWidth(_WIDTH)
        row.addStretch(1)
        row.addWidget(step, 1000)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        area = scrolled(inside)
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(area)
        self._inside = area

    def _on_save(self) -> None:
        path = self._choose_file(self)
        if path is not None:
            self.model.save(path)

    def _on_leave(self) -> None:
        self.model.forget()
        self.window().close()

    def _on_busy(self) -> None:
        if self.dialog is not None and not self.model.busy:
            # It asked to wait for what is here now.
            self.dialog.accept()

    def _on_dialog_finished(self) -> None:
        self.dialog = None


def _ask_for_file(parent: QWidget) -> Path | None:
    name = "wardcast-recovery-words.txt"
    dialog = FileDialog(parent, tr("Save the recovery words"), name)
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(tr("Text files (*.txt)"))
    chosen: list[str] = []
    dialog.fileSelected.connect(chosen.append)
    dialog.exec()
    return Path(chosen[0]) if chosen else None
