"""The page "Status": the model that answers here, the log, and this installation."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import tr
from app.viewmodels.drift import DriftModel
from app.viewmodels.status import StatusModel
from app.views.status_drift import DriftCard
from app.views.status_log import LogCard
from app.views.status_model import figures_card, gates_card, model_card, no_model_card
from app.views.status_site import site_card
from app.widgets.page import Columns, PageHead, page_column, scrolled
from app.widgets.surfaces import Surface


class StatusView(Surface):
    """What answers here, what is recorded, and where this is; for every role.

    Args:
        status: What is known of them.
        drift: How the cases of late compare with training; nothing for who may not see it.
        parent: The widget it belongs to.
    """

    def __init__(
        self, status: StatusModel, drift: DriftModel | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("ground", parent)
        self._status, self._drift = status, drift
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inside = self._build()
        self._outer.addWidget(self._inside)
        status.model_changed.connect(self.reword)

    def reword(self) -> None:
        """Say everything again, as after another model was made active."""
        before, self._inside = self._inside, self._build()
        self._outer.replaceWidget(before, self._inside)
        before.deleteLater()

    def _build(self) -> QWidget:
        inside = Surface("clear")
        column = page_column(inside)
        lead = tr("The model that answers here, the log, and this site.")
        column.addWidget(PageHead(tr("Status"), lead))
        column.addWidget(Columns(*self._cards()))
        column.addStretch(1)
        return scrolled(inside)

    def _cards(self) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        status = self._status
        self.log = LogCard(status)
        beside = (self.log, site_card(status))
        if status.model is None:
            return (no_model_card(status),), beside
        model = status.model
        first = (model_card(status, model), gates_card(model))
        if self._drift is None:
            return first, (figures_card(model), *beside)
        return (*first, figures_card(model)), (DriftCard(self._drift), *beside)
