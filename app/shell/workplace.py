"""What a person works in after signing in: head, places, pages. Gone when they sign out."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.desk import GivenAnswer
from app.language import tr
from app.shell.handing import HandingOut
from app.shell.navigation import Footer, Header, Sidebar, places_of
from app.shell.notices import ProblemPanel, Word
from app.viewmodels.drift import DriftModel
from app.viewmodels.predict import PredictModel
from app.viewmodels.problem import Problem
from app.viewmodels.roles import role_words
from app.viewmodels.session import SessionModel, Stage
from app.viewmodels.sitting import SittingModel
from app.viewmodels.status import StatusModel
from app.views.predict import PredictView
from app.views.sitting import SittingView
from app.views.status import StatusView
from app.views.waiting import WaitingView
from app.widgets.surfaces import Surface
from engine.models.verification import VerifiedModel

if TYPE_CHECKING:
    from app.viewmodels.batch import BatchModel


@runtime_checkable
class Begins(Protocol):
    """A page that knows where work on it begins."""

    def focus_first(self) -> None:
        """Go there."""
        ...


class Workplace(Surface):
    """The head, the places at the left, and the page of the place that the person is at.

    Args:
        session: The window's session, with somebody signed in.
        parent: The widget it belongs to.
    """

    about_wanted = Signal()

    def __init__(self, session: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._session = session
        self.status = StatusModel(session, self)
        self.sitting = SittingModel(session, self)
        self.predict_model: PredictModel | None = None
        self._doubt: tuple[PredictModel, Exception] | None = None
        self.predict: PredictView | None = None
        self.batch_model: BatchModel | None = None
        self.header = Header()
        self._waiting = WaitingView(tr("Predict"), self)
        self._waiting.hide()  # not everybody has the place that it waits in
        places = places_of(session.visitor)
        self.sidebar = Sidebar(places)
        self._pages = QStackedWidget()
        self._of_place: dict[str, QWidget] = {}
        if "predict" in self.sidebar.buttons:
            self._put("predict", self._waiting)
        self._lay_out()
        self.problem, self.word = ProblemPanel(self._pages), Word(self._pages)
        site = session.site.name if session.site else ""
        self._handing = HandingOut(self.sitting, site, self)
        self._connect()
        self._on_model()
        self._on_log()
        self.go(places[0].name)

    def go(self, place: str) -> None:
        """Go to a place."""
        self.sidebar.show_place(place)
        page = self.page_of(place)
        # First, or Qt would hand the keyboard to some control far down and scroll the page to it.
        self.sidebar.buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages.setCurrentWidget(page)
        self._take_keyboard(page)
        if place == "status":
            self._look_again()

    def _take_keyboard(self, page: QWidget) -> None:
        """Put the keyboard where work on a page begins."""
        if isinstance(page, PredictView):
            page.form.focus_first()
        elif isinstance(page, SittingView) and self.sitting.entries:
            page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(page, Begins):
            page.focus_first()

    def page_of(self, place: str) -> QWidget:
        """The page of a place; not made before it is asked for, since each takes its while."""
        if place not in self._of_place:
            self._put(place, self._built(place))
        return self._of_place[place]

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    def _built(self, place: str) -> QWidget:
        if place == "sitting":
            page = SittingView(self.sitting)
            page.reopen_wanted.connect(self._on_reopen)
            return page
        if place == "settings":
            return self._settings_page()
        if place == "batch":
            return self._batch_page()
        if place == "compare":
            return self._compare_page()
        visitor = self._session.visitor
        may_see = visitor is not None and visitor.may_monitor
        return StatusView(self.status, DriftModel(self._session, self) if may_see else None)

    def _settings_page(self) -> QWidget:
        # Only here: most people who sign in have no such place.
        from app.viewmodels.settings import SettingsModel
        from app.views.settings import SettingsView

        model = SettingsModel(self._session, self)
        model.failed.connect(self.problem.show_problem)
        model.stored.connect(self._on_settings_stored)
        model.refresh()
        return SettingsView(model)

    def _compare_page(self) -> QWidget:
        if self.predict_model is None:
            waiting = WaitingView(tr("Compare"))
            waiting.say(*self._why_not())
            return waiting
        # Only here: who answers single cases has no need of it.
        from app.viewmodels.compare import CompareModel
        from app.views.compare import CompareView

        model = CompareModel(self._session, self.predict_model)
        model.failed.connect(self._on_not_compared)
        model.outdated.connect(self.status.look)
        view = CompareView(model)
        view.case_wanted.connect(self._on_case_wanted)
        return view

    def _on_not_compared(self, problem: Problem) -> None:
        self.problem.show_problem(problem)
        # Another model's contract may be what the case does not fit.
        self.status.look()

    def _on_case_wanted(self) -> None:
        self.go("predict")

    def _on_compare_wanted(self) -> None:
        self.go("compare")

    def _batch_page(self) -> QWidget:
        if self.status.model is None:
            waiting = WaitingView(tr("Batch"))
            waiting.say(*self._why_not())
            return waiting
        # Only here: who answers single cases has no need of it.
        from app.viewmodels.batch import BatchModel
        from app.views.batch import BatchView

        model = BatchModel(self._session, self.status.model, self)
        model.failed.connect(self.problem.show_problem)
        model.stopped.connect(self._on_batch_stopped)
        self.batch_model = model
        return BatchView(model)

    def _on_batch_stopped(self) -> None:
        self.word.say(tr("Stopped: no file was written."))

    def _on_settings_stored(self) -> None:
        self.word.say(tr("The settings are stored."))

    def _put(self, place: str, page: QWidget) -> None:
        self._of_place[place] = page
        self._pages.addWidget(page)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(middle, 1)
        column.addWidget(Footer())

    def _connect(self) -> None:
        session, header = self._session, self.header
        visitor = session.visitor
        if visitor is not None:
            words = ", ".join(role_words(role) for role in visitor.roles)
            header.show_person(visitor.name, words)
        header.lock.clicked.connect(self._on_lock)
        header.person.clicked.connect(self._on_person)
        session.stage_changed.connect(self._on_stage)
        self.sidebar.chosen.connect(self.go)
        self.status.model_changed.connect(self._on_model)
        self.status.looked.connect(self._on_looked)
        self.status.log_changed.connect(self._on_log)
        self.sitting.failed.connect(self.problem.show_problem)
        session.failed.connect(self.problem.show_problem)
        self._handing.said.connect(self.word.say)
        self._handing.failed.connect(self.problem.show_problem)

    def _on_lock(self) -> None:
        self._session.lock()

    def _on_person(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("About Wardcast")).triggered.connect(self.about_wanted)
        menu.addSeparator()
        menu.addAction(tr("Sign out")).triggered.connect(self._on_sign_out)
        below = self.header.person.rect().bottomLeft()
        menu.popup(self.header.person.mapToGlobal(below))

    @property
    def answers_a_file(self) -> bool:
        """Whether a file is being answered, which ends with the sitting."""
        if self.batch_model is None:
            return False
        from app.viewmodels.batch import Step

        return self.batch_model.step is Step.RUN

    def _on_sign_out(self) -> None:
        if self.answers_a_file:
            from app.shell.leaving import StopDialog

            StopDialog.ask(self, tr("Stop it and sign out"), self._session.sign_out)
        else:
            self._session.sign_out()

    def _on_stage(self) -> None:
        # Behind the lock, time went by.
        if self._session.stage is Stage.WORKING:
            self._look_again()

    def _look_again(self) -> None:
        if self.status.looked_for_model:
            self.status.look()

    def _on_model(self) -> None:
        status = self.status
        word, tone, icon = status.model_word
        self.header.model.show_word(word, tone, icon=icon, description=status.model_words)
        if "predict" not in self._of_place:
            return
        self._renew_batch()
        before = self.predict_model
        if status.model is None:
            self._waiting.say(*self._why_not())
            if self._waiting.isVisible():
                self.go("predict")
        elif before is None:
            self._make_predict(status.model)
        elif before.sha256 != status.model.model.sha256:
            self._change_model(before, status.model)

    def _change_model(self, before: PredictModel, model: VerifiedModel) -> None:
        words = tr("Another model answers now: {version}.", version=model.model.version)
        if not before.take_model(model):
            self._make_predict(model)
            words += " " + tr("What was entered is kept where it fits the new form.")
        self.word.say(words)

    def _on_doubted(self, error: Exception) -> None:
        """Look first: what another model's form is wrong about says nothing to this one."""
        if self.predict_model is not None:
            self._doubt = self.predict_model, error
            self.status.look()

    def _on_looked(self) -> None:
        doubt, self._doubt = self._doubt, None
        if doubt is not None and doubt[0] is self.predict_model:
            self.predict_model.show_refusal(doubt[1])

    def _why_not(self) -> tuple[str, str]:
        """Why no model answers, and what to do next."""
        status = self.status
        if status.model_problem is not None:
            return (
                tr("No case can be answered here: the model was refused."),
                tr(
                    "Tell an engineer of this site; the page Status says what to do. The reason: "
                    "{reason}",
                    reason=status.model_problem.summary,
                ),
            )
        if status.looked_for_model:
            return (
                tr("No model answers cases at this site yet."),
                tr("An engineer submits one, an approver approves it; then it is made active."),
            )
        return tr("The model is being verified and loaded."), ""

    def _renew_batch(self) -> None:
        """Begin anew with the model of now, but do not take a file away that is at work."""
        old, model = self._of_place.get("batch"), self.status.model
        kept = self.batch_model
        sha256 = None if model is None else model.model.sha256
        if old is None or (kept is not None and (kept.at_work or kept.sha256 == sha256)):
            return
        here = self._pages.currentWidget() is old
        if kept is not None:
            kept.deleteLater()
        self.batch_model = None
        self._put("batch", self._batch_page())
        self._pages.removeWidget(old)
        old.deleteLater()
        if here:
            self.go("batch")

    def _renew_compare(self) -> None:
        """Begin anew with the form of now."""
        old = self._of_place.pop("compare", None)
        if old is None:
            return
        here = self._pages.currentWidget() is old
        if here:
            self.go("compare")
        self._pages.removeWidget(old)
        old.deleteLater()

    def _make_predict(self, answering: VerifiedModel) -> None:
        before = self.predict_model
        model = PredictModel(self._session, self.sitting, answering, self)
        if before is not None:
            model.take_over(before)
        view = PredictView(model, self._pages)
        here = self._pages.currentWidget() is self._of_place["predict"]
        old, self._of_place["predict"] = self._of_place["predict"], view
        self._pages.insertWidget(0, view)
        self._pages.removeWidget(old)
        if old is not self._waiting:
            old.deleteLater()
        self.predict_model, self.predict = model, view
        model.outdated.connect(self.status.look)
        model.doubted.connect(self._on_doubted)
        model.dropped.connect(self._on_dropped)
        model.failed.connect(self.problem.show_problem)
        model.cleared.connect(self._on_cleared)
        # What could be undone is over once something else is in the form.
        model.entries_changed.connect(self.word.withdraw)
        model.replaced.connect(self.word.withdraw)
        self._handing.serve(model, view.answer)
        view.answer.compare_wanted.connect(self._on_compare_wanted)
        self._renew_compare()
        if here:
            self.go("predict")

    def _on_dropped(self) -> None:
        self._say_with_undo(
            tr("The form has changed meanwhile: the answer to the case before is in This sitting.")
        )

    def _on_cleared(self) -> None:
        self._say_with_undo(tr("The form was emptied."))

    def _say_with_undo(self, words: str) -> None:
        model = self.predict_model
        if model is not None and model.can_undo:
            self.word.say(words, tr("Undo"), tr("Bring the entries back."), model.undo_clear)
        else:
            self.word.say(words)

    def _on_reopen(self, given: GivenAnswer) -> None:
        if self.predict_model is not None:
            self.predict_model.reopen(given)
            self.go("predict")

    def _on_log(self) -> None:
        word, tone, icon = self.status.log_word
        self.header.log.show_word(word, tone, icon=icon, description=self.status.log_words)
