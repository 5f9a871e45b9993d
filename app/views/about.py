"""What Wardcast is, which version, under which licences, and what its answers are not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import said, tr
from app.theme.tokens import Space, TextStyle
from app.viewmodels.libraries import Library, libraries, our_licence
from app.viewmodels.model_sheet import grouped
from app.viewmodels.status import StatusModel
from app.views.status_site import app_version
from app.widgets.buttons import Button
from app.widgets.dialog import Dialog
from app.widgets.facts import Facts
from app.widgets.page import scrolled
from app.widgets.surfaces import Line, Surface
from app.widgets.text import Text
from engine.inference.service import DISCLAIMER

_HEIGHT, _WIDTH = 440, 560


class AboutDialog(Dialog):
    """The about box; Esc or its button takes it away.

    Args:
        page: In front of which it opens.
        status: Knows the model that answers, once somebody is signed in.
    """

    def __init__(self, page: QWidget, status: StatusModel | None = None) -> None:
        close = Button(tr("Close"), tr("Take this window away."), "primary", keys="Esc")
        inside = Surface("clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, Space.BASE, 0)
        column.setSpacing(Space.TIGHT)
        for part in _parts(status):
            column.addWidget(part)
        column.addStretch(1)
        area = scrolled(inside)
        # By the arrows: there is little in it that the focus could go to.
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(tr("About Wardcast"))
        area.setAccessibleDescription(tr("Version, licences and libraries; arrows scroll it."))
        area.setMinimumHeight(_HEIGHT)
        super().__init__(tr("About Wardcast"), _purpose(), page, close, content=area)
        self.setMinimumWidth(_WIDTH)
        close.setFocus()


def _purpose() -> str:
    return tr("Predicts how much a treatment is likely to help.")


def _parts(status: StatusModel | None) -> list[QWidget]:
    facts = [(tr("Version"), app_version()), (tr("Licence"), our_licence())]
    model = status.model if status is not None else None
    if model is not None:
        facts.append((tr("Model"), model.model.version))
        facts.append((tr("Its SHA-256"), grouped(model.model.sha256)))
    qt = tr(
        "The window is made with Qt and Qt for Python, which are under the GNU Lesser General "
        "Public License, version 3. Their libraries lie beside the program as files of their own "
        "and may be replaced by other builds of them."
    )
    return [
        Text(said(DISCLAIMER), TextStyle.BODY_STRONG, wrap=True),
        Facts(facts),
        Line(),
        Text(tr("Qt"), TextStyle.BODY_STRONG),
        Text(qt, TextStyle.SMALL, wrap=True),
        Line(),
        Text(tr("Libraries"), TextStyle.BODY_STRONG),
        Facts([(one.name, _licence(one)) for one in libraries()]),
    ]


def _licence(library: Library) -> str:
    named = library.licence or tr("its licence is among its files")
    return f"{library.version}, {named}"
