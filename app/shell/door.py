"""The door: signing in, and going on after a lock. It is the first thing that is painted."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import tr
from app.theme.icons import draw_icon
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.problem import Problem
from app.viewmodels.session import SessionModel, Stage
from app.widgets.buttons import Button
from app.widgets.fields import Field, TextField
from app.widgets.page import scrolled
from app.widgets.surfaces import Banner, Card, Surface
from app.widgets.text import Text, tip

_WIDTH = 400


def disclaimer() -> str:
    """What stands at the foot of the window."""
    return tr(
        "Supports research and quality analysis. Gives no diagnosis and recommends no treatment."
    )


class Logo(QWidget):
    """The mark of the product."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(size, size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, "wardcast", "#000000", QRectF(self.rect()))
        painter.end()


class Door(Surface):
    """Lets people in. While locked, the one who is signed in can go on, or another can take over.

    Args:
        session: The window's session.
        parent: The widget it belongs to.

    Attributes:
        stops_a_file: Whether a file is being answered behind the lock, which ends when another
            person signs in.
        file: Says so.
    """

    def __init__(self, session: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._session = session
        self._taking_over = False
        self.stops_a_file: Callable[[], bool] = lambda: False
        self._title = Text(style=TextStyle.TITLE, wrap=True)
        self._lead = Text(tone="muted", wrap=True)
        self.file = Text(wrap=True)
        self.message = Banner(Tone.STOP)
        self.name, self.password = TextField(), TextField(secret=True)
        self._fields = (
            Field(
                tr("&Name"), self.name,
                help_text=tr("The name of your account at this site."), message_line=False,
            ),
            Field(
                tr("&Password"), self.password,
                help_text=tr("The password of your account; it is stored nowhere."),
                message_line=False,
            ),
        )  # fmt: skip
        self.enter = Button(tr("Sign in"), tr("Open your workplace."), "primary")
        self.another = Button(
            tr("Somebody else"),
            tr("Sign in as another person; what was entered is lost then."),
            "quiet",
        )
        self._foot = Text(style=TextStyle.CAPTION, tone="muted", wrap=True)
        self._lay_out()
        self._connect()
        self.show_stage()

    def show_stage(self) -> None:
        """Ask for what the session's stage needs, everything typed before gone."""
        self._taking_over = False
        self.name.clear()
        self._refresh()

    def _refresh(self) -> None:
        visitor = self._session.visitor
        locked = self._session.stage is Stage.LOCKED and visitor is not None
        goes_on = locked and not self._taking_over
        self._title.setText(tr("Locked") if goes_on else tr("Sign in"))
        whose = visitor.name if goes_on and visitor is not None else ""
        self._lead.setText(_kept_for(self._shortened(whose)) if whose else self._site_words())
        self._lead.setToolTip(tip(whose))
        self._lead.setAccessibleName(_kept_for(whose) if whose else "")
        file = tr("A file is being answered: it is stopped when another person signs in.")
        self.file.setText(tr("A file goes on being answered.") if goes_on else file)
        self.file.setVisible(self.stops_a_file())
        self._fields[0].setVisible(not goes_on)
        self.another.setVisible(locked)
        self.another.set_words(tr("Somebody else") if goes_on else tr("Back"))
        self.enter.set_words(tr("Unlock") if goes_on else tr("Sign in"))
        self.password.clear()
        self.message.show_message("")
        (self.password if goes_on else self.name).setFocus()

    def _shortened(self, name: str) -> str:
        """A name that fits into one line, for nothing breaks it."""
        metrics = QFontMetrics(self._lead.font())
        return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDTH - 2 * Space.SECTION)

    def _site_words(self) -> str:
        site = self._session.site
        if site is None:
            return tr("Predicts how much a treatment is likely to help.")
        if site.demo:
            return tr("{site}: a site for trying out, never for care.", site=site.name)
        return site.name

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(_WIDTH)
        card.column.setContentsMargins(*[Space.SECTION] * 4)
        card.column.setSpacing(Space.BASE)
        head = QHBoxLayout()
        head.setSpacing(Space.NEAR)
        head.addWidget(Logo(32))
        head.addWidget(Text("Wardcast", TextStyle.TITLE), 1)
        card.column.addLayout(head)
        for words in (self._title, self._lead, self.file, self.message):
            card.column.addWidget(words)
        for field in self._fields:
            card.column.addWidget(field)
        card.column.addWidget(self.enter)
        card.column.addWidget(self.another)
        self._foot.setText(disclaimer())
        self._foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = Surface("clear")
        middle = QGridLayout(inside)
        middle.setContentsMargins(Space.PAGE, Space.PAGE, Space.PAGE, Space.TIGHT)
        middle.addWidget(card, 1, 1)
        middle.setRowStretch(0, 1)
        middle.setRowStretch(2, 2)
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.PAGE)
        self._scroll = scrolled(inside)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self.enter.clicked.connect(self._on_enter)
        self.name.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._on_enter)
        self.another.clicked.connect(self._on_another)
        self._session.refused.connect(self._on_refused)
        self._session.busy_changed.connect(self._on_busy)
        self._session.site_changed.connect(self._on_site)

    def _on_enter(self) -> None:
        if self._session.busy and self._session.site is not None:
            return
        self.message.show_message("")
        by_name, password = self._fields[0].isVisibleTo(self), self.password.text()
        if by_name and not self.name.text().strip():
            self._ask_for(self.name, tr("Enter your name."))
        elif not password:
            self._ask_for(self.password, tr("Enter your password."))
        elif by_name and self.stops_a_file():
            from app.shell.leaving import StopDialog

            StopDialog.ask(self, tr("Stop it and sign in"), self._sign_in)
        elif by_name:
            self._sign_in()
        else:
            self._session.unlock(password)

    def _sign_in(self) -> None:
        self._session.sign_in(self.name.text().strip(), self.password.text())

    def _ask_for(self, field: TextField, words: str) -> None:
        self.message.show_message(words)
        field.setFocus()

    def _on_another(self) -> None:
        self._taking_over = not self._taking_over
        self._refresh()

    def _on_refused(self, problem: Problem) -> None:
        if not self.isVisible():
            return
        self.password.clear()
        self.message.show_message(f"{problem.summary} {problem.advice}")
        self.password.setFocus()
        # Once the message has its room: below it all that is to be done now.
        QTimer.singleShot(0, self, self._go_to_enter)

    def _go_to_enter(self) -> None:
        self._scroll.ensureWidgetVisible(self.enter, 0, Space.TIGHT)

    def _on_busy(self) -> None:
        waiting = self._session.busy and self._session.site is not None
        self.enter.setEnabled(not waiting)

    def _on_site(self) -> None:
        if self._session.stage is Stage.SIGN_IN:
            self._lead.setText(self._site_words())


def _kept_for(name: str) -> str:
    return tr("{name} is signed in. What was entered is kept behind this lock.", name=name)
