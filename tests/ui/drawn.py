"""Looks at a window as it is drawn: every text whole, over nothing else, within its place."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFocusFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.shell.navigation import _PlaceButton
from app.shell.notices import Overlay
from app.views.answer import AnswerView
from app.widgets.bars import Bars
from app.widgets.buttons import Button
from app.widgets.chip import Chip
from app.widgets.choice import Choice
from app.widgets.fields import _Label, _plain_label
from app.widgets.scale import Scale
from app.widgets.text import ElidedText, tip

_SPARE = 1.0  # a rounded pixel is no clipping
_FIELD_SIDES = 2 * 12.0
_BESIDE_A_PLACE = 48.0  # its icon and the space around


def settle(root: QWidget) -> None:
    """Have everything laid out and painted that waits for it."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    root.grab()


def faults(root: QWidget) -> list[str]:
    """Say what cannot be read as it was meant."""
    widgets = [one for one in root.findChildren(QWidget) if _seen(one, root)]
    found = [f"{_words(one)} {why}" for one in widgets for why in _clipped(one)]
    found += [f"{_words(one)} reaches out of its parent" for one in widgets if _outside(one)]
    rings = [one for one in root.findChildren(QFocusFrame) if one.isVisibleTo(root)]
    found += ["a ring lies around nothing" for one in rings if one.widget() is None]
    return found + list(_overlaps(root, widgets))


def _seen(widget: QWidget, root: QWidget) -> bool:
    return (
        widget.isVisibleTo(root)
        and widget.window() is root
        and not isinstance(widget, QFocusFrame | QMenu)
    )


def _clipped(widget: QWidget) -> Iterator[str]:
    match widget:
        case Chip() if widget.word in widget.toolTip():
            return
        case Bars() | ElidedText():
            yield from _shortened(widget)
        case Chip() | Button() | _PlaceButton() | QRadioButton():
            if _width_of_words(widget) > widget.width() + _SPARE:
                yield "has no room for its words"
        case QLineEdit():
            if _width_of_words(widget) > widget.width() + _SPARE:
                yield "has no room for what it asks"
        case QLabel():
            # The scale shortens the names of bands only, and the one that counts stands beside it.
            yield from _clipped_label(widget)


def _width_of_words(widget: QWidget) -> float:
    metrics = QFontMetricsF(widget.font())
    match widget:
        case Chip():
            return widget.sizeHint().width()
        case Button():
            return widget._words_width()
        case _PlaceButton():
            return metrics.horizontalAdvance(widget.text()) + _BESIDE_A_PLACE
        case QRadioButton():
            return metrics.horizontalAdvance(widget.text())
        case QLineEdit():
            sides = 0 if isinstance(widget.parentWidget(), Choice) else _FIELD_SIDES
            return metrics.horizontalAdvance(widget.placeholderText()) + sides
    return 0


def _shortened(widget: Bars | ElidedText) -> Iterator[str]:
    """What is shortened by itself says the whole in its tip, once it has been painted."""
    if widget.visibleRegion().isEmpty():
        return
    if isinstance(widget, Bars):
        if not widget.toolTip():
            yield "may be shortened, and no tip says the whole"
        return
    metrics = QFontMetricsF(widget.font())
    whole = _plain_label(widget.text()) if isinstance(widget, _Label) else widget.text()
    too_long = metrics.horizontalAdvance(whole) > widget.width() + _SPARE
    if too_long and widget.toolTip() != tip(whole):
        yield "is shortened, and no tip says the whole"
    if widget.text() and metrics.height() > widget.height() + _SPARE:
        yield "is cut at its height"


def _clipped_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    inside = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + _SPARE:
            yield f"is cut: {label.heightForWidth(label.width())} of {label.height()} px high"
        longest = max(label.text().split(), key=len, default="")
        words = QFontMetricsF(label.font()).horizontalAdvance(longest)
    else:
        lines = label.text().replace("&&", "\0").replace("&", "").replace("\0", "&").splitlines()
        metrics = QFontMetricsF(label.font())
        words = max(metrics.horizontalAdvance(line) for line in lines)
        if len(lines) * metrics.height() > inside.height() + _SPARE:
            yield "is cut at its height"
    if words > inside.width() + _SPARE:
        yield f"is cut: {words:.0f} of {inside.width()} px wide"


def _outside(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    if isinstance(parent, QAbstractScrollArea):
        return False
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def _overlaps(root: QWidget, widgets: list[QWidget]) -> Iterator[str]:
    leaves = [one for one in widgets if _says_something(one) and not _lies_over_on_purpose(one)]
    places = {one: _place(one, root) for one in leaves}
    for one, other in combinations(leaves, 2):
        common = places[one].intersected(places[other])
        related = one.isAncestorOf(other) or other.isAncestorOf(one)
        if common.width() > 1 and common.height() > 1 and not related:
            yield f"{_words(one)} and {_words(other)} lie over each other"


def _place(widget: QWidget, root: QWidget) -> QRect:
    """What can be seen of it, where scrolling hides nothing."""
    shown = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(root, shown.topLeft()), shown.size())


def _says_something(widget: QWidget) -> bool:
    if isinstance(widget, Chip | Scale | Bars | QPushButton | QRadioButton | QLineEdit):
        return True
    return isinstance(widget, QLabel) and bool(widget.text())


def _lies_over_on_purpose(widget: QWidget) -> bool:
    """Notices, and the banner over an answer that is out of use."""
    above: QWidget | None = widget
    while above is not None:
        parent = above.parentWidget()
        if isinstance(above, Overlay):
            return True
        if isinstance(parent, AnswerView) and above is parent.stale:
            return True
        above = parent
    return False


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QPushButton | QLineEdit) else ""
    inside = type(widget.parentWidget()).__name__
    return f"{type(widget).__name__} {(text or widget.accessibleName())[:60]!r} in {inside}"
