"""The first step of set-up: the site's name, and one person for each role."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.language import said, tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.first_people import ROLES, SITE, name_of, password_of
from app.viewmodels.problem import Problem
from app.viewmodels.roles import role_task, role_words
from app.viewmodels.set_up import SetUpModel
from app.widgets.buttons import Button
from app.widgets.fields import Field, TextField
from app.widgets.page import PageHead
from app.widgets.surfaces import Banner, Card, Line
from app.widgets.text import Text
from engine.accounts.roles import Role

_ROLE_WIDTH = 216
_NAME_SHARE, _PASSWORD_SHARE = 2, 3


class PeopleStep(QWidget):
    """Asks for the site and its first people; what is wrong stands beside its field.

    Args:
        model: The state of set-up.
        parent: The widget it belongs to.

    Attributes:
        fields: The fields by place, in the order in which they are gone through.
    """

    def __init__(self, model: SetUpModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.fields: dict[str, Field] = {}
        self.banner = Banner(Tone.STOP)
        self.banner.hide()
        self.show_passwords = Button(tr("Show passwords"), "", "quiet", icon="eye")
        self.show_passwords.setCheckable(True)
        self.make = Button("", "", "primary", keys="Ctrl+Return")
        self._lay_out()
        self._name_eye(on=False)
        self._connect()
        self._show_busy()
        self._show_problems()

    def focus_first(self) -> None:
        """Go to the first field that something is wrong with, or the first of all."""
        wrong = [place for place in self.fields if self._model.problems.get(place)]
        self._line(wrong[0] if wrong else SITE).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.BASE)
        lead = tr(
            "There is no site in {folder} yet. Name it and the people who begin; "
            "an administrator can add others later.",
            folder=self._model.session.home,
        )
        column.addWidget(PageHead(tr("Set up a site"), lead))
        column.addWidget(Text(tr("Step 1 of 2"), TextStyle.CAPTION_STRONG, "accent"))
        site = Card(tr("Site"))
        purpose = tr("It stands at the door and on every print-out.")
        site.column.addWidget(self._field(SITE, tr("Name of the site"), TextField(), purpose))
        column.addWidget(site)
        column.addWidget(self._people_card())
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.make)
        column.addLayout(row)

    def _people_card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Text(tr("First people"), TextStyle.BODY_STRONG), 1)
        head.addWidget(self.show_passwords)
        card.column.addLayout(head)
        # As the engine advises where a password is too weak; said before anybody has to be told.
        lead = tr(
            "For a password, use four or more uncommon words that have nothing to do with "
            "each other. Leave a role empty that nobody has yet."
        )
        card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        for role in ROLES:
            card.column.addWidget(Line())
            card.column.addLayout(self._person_row(role))
        return card

    def _person_row(self, role: Role) -> QHBoxLayout:
        called = role_words(role)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(called, TextStyle.BODY_STRONG))
        words.addWidget(Text(role_task(role), TextStyle.SMALL, "muted", wrap=True))
        need = tr("required") if role is ROLES[0] else tr("may be left empty")
        words.addWidget(Text(need, TextStyle.CAPTION, "muted"))
        words.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(_ROLE_WIDTH)
        words.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(words)
        row = QHBoxLayout()
        row.setSpacing(Space.BASE)
        row.addWidget(holder)
        top = Qt.AlignmentFlag.AlignTop
        purpose = f"{role_task(role)} {need[:1].upper()}{need[1:]}."
        name = self._field(name_of(role), tr("Name"), TextField(), purpose, called)
        password = self._field(
            password_of(role), tr("Password"), TextField(secret=True), purpose, called
        )
        row.addWidget(name, _NAME_SHARE, top)
        row.addWidget(password, _PASSWORD_SHARE, top)
        return row

    def _field(self, place: str, label: str, line: TextField, purpose: str, of: str = "") -> Field:
        line.setText(self._model.entries.texts.get(place, ""))
        field = Field(label, line, help_text=purpose, message_lines=2 if of else 1)
        if of:
            line.setAccessibleName(f"{of}: {label}")
        line.textEdited.connect(self._on_edited)
        self.fields[place] = field
        return field

    def _connect(self) -> None:
        model = self._model
        self.show_passwords.toggled.connect(self._on_show_passwords)
        self.make.clicked.connect(self._on_make)
        model.problems_changed.connect(self._show_problems)
        model.problems_found.connect(self.focus_first)
        model.busy_changed.connect(self._show_busy)
        model.refused.connect(self._on_refused)

    def _on_edited(self, text: str) -> None:
        edited = self.sender()
        for place, field in self.fields.items():
            if field.control is edited:
                self._model.enter(place, text)

    def _on_make(self) -> None:
        self.banner.show_message("")
        self._model.make()

    def _on_show_passwords(self, on: bool) -> None:  # noqa: FBT001 - a slot
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        for role in ROLES:
            self._line(password_of(role)).setEchoMode(mode)
        self._name_eye(on=on)

    def _name_eye(self, *, on: bool) -> None:
        if on:
            self.show_passwords.set_words(tr("Hide passwords"), tr("Cover what is typed."))
        else:
            self.show_passwords.set_words(
                tr("Show passwords"), tr("Show what is typed, when nobody looks over a shoulder.")
            )

    def _show_problems(self) -> None:
        model = self._model
        for place, field in self.fields.items():
            field.set_message(model.problems.get(place, ""))
            if place in model.strong:
                field.set_hint(tr("strong enough"), "good")
            else:
                field.set_hint("")

    def _show_busy(self) -> None:
        busy = self._model.busy
        for field in self.fields.values():
            field.setEnabled(not busy)
        self.make.setEnabled(not busy)
        if busy:
            self.make.set_words(
                tr("Making the site\N{HORIZONTAL ELLIPSIS}"), tr("Keys are made for everybody.")
            )
        else:
            self.make.set_words(tr("Make the site"), tr("Make the site and its first accounts."))

    def _on_refused(self, problem: Problem) -> None:
        self.banner.show_message(f"{said(problem.summary)} {said(problem.advice)}")
        self.make.setFocus()

    def _line(self, place: str) -> QLineEdit:
        control = self.fields[place].control
        assert isinstance(control, QLineEdit)  # noqa: S101 - made above; for the type checker
        return control
