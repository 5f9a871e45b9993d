"""An answer as a PDF, on a printer, in the clipboard; record that it leaves before it does."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QMimeData, QSizeF, QUuid
from PySide6.QtGui import (
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from app.language import tr
from app.printing.handout import Handout
from app.printing.items import Page
from app.printing.page import pages_of
from app.printing.painting import paint_page
from app.printing.paper import Paper, paper_of, usual_paper
from engine.durable import write_file
from engine.errors import ReportableError
from engine.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

_CREATOR = "Wardcast"
_RESOLUTION = 1200
_ONLY_OWNER = 0o600


class NotPrintedError(ReportableError):
    """An answer did not get onto paper whole."""

    code = "not-printed"
    default_advice = "Check the printer, throw away what came out, and print again."


def write_pdf(handout: Handout, path: Path, paper: Paper | None = None) -> None:
    """Save an answer as a PDF that only its owner may read; it is whole or not there.

    Args:
        handout: The answer.
        path: Where; what stands there is replaced once the new file is safe.
        paper: Its size; the one that is usual here unless told.

    Raises:
        CannotWriteError: It cannot be written; an older file there is as it was.
        NotPrintedError: It could not be drawn.
    """
    write_file(path, pdf_bytes(handout, paper), mode=_ONLY_OWNER)


def pdf_bytes(handout: Handout, paper: Paper | None = None) -> bytes:
    """Draw an answer as a PDF in memory.

    The same answer gives the same bytes but for the time of making, which Qt writes by itself.
    What a PDF says of itself (title, creator, identity) names the receipt and no patient.

    Raises:
        NotPrintedError: It could not be drawn.
    """
    size = paper or usual_paper()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(_title(handout))
    writer.setCreator(_CREATOR)
    writer.setDocumentId(_identity(handout))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QSizeF(size.width, size.height), QPageSize.Unit.Point),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    _paint_all(writer, pages_of(handout, size), _RESOLUTION)
    return bytes(buffer.data().data())


def print_sheet(handout: Handout, printer: "QPrinter") -> None:
    """Print an answer on the paper that the printer is set to.

    Raises:
        NotPrintedError: The printer refused it, at once or half-way.
    """
    printer.setDocName(_title(handout))
    printer.setCreator(_CREATOR)
    printer.setFullPage(True)
    pages = pages_of(handout, paper_of(printer.pageLayout()))
    _paint_all(printer, pages, printer.resolution())


def copy_text(handout: Handout) -> None:
    """Put an answer into the clipboard as plain text, marked as nothing to be kept.

    KDE's and GNOME's clipboard managers leave out what carries the mark of password managers;
    Windows keeps what is marked out of its history and its cloud. On macOS the mark would need a
    type that Qt does not hand on, so there it is plain text alone. A mark is a request: a
    clipboard manager that ignores it can still keep a copy.

    Source:
        Windows: https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats
    """
    data = QMimeData()
    data.setText(handout.text)
    for name, value in clipboard_marks(sys.platform).items():
        data.setData(name, value)
    QGuiApplication.clipboard().setMimeData(data)


def clipboard_marks(platform: str) -> dict[str, bytes]:
    """The marks that ask a platform's clipboard managers to keep nothing.

    Args:
        platform: As Python names it, such as ``win32`` or ``linux``.
    """
    if platform == "win32":
        no = bytes(4)  # a DWORD of 0; the first mark counts by being there
        return {
            f'application/x-qt-windows-mime;value="{name}"': no
            for name in (
                "ExcludeClipboardContentFromMonitorProcessing",
                "CanIncludeInClipboardHistory",
                "CanUploadToCloudClipboard",
            )
        }
    return {} if platform == "darwin" else {"x-kde-passwordManagerHint": b"secret"}


def _paint_all(device: QPagedPaintDevice, pages: "Sequence[Page]", resolution: float) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise NotPrintedError(phrase("The answer could not be printed."))
    try:
        for number, page in enumerate(pages):
            if number and not device.newPage():
                raise NotPrintedError(phrase("The printer stopped before the last page."))
            paint_page(painter, page, resolution)
    finally:
        ended = painter.end()
    if not ended:
        raise NotPrintedError(phrase("The printer did not take the answer."))


def _title(handout: Handout) -> str:
    return tr("Wardcast answer {receipt}", receipt=handout.sheet.receipt)


def _identity(handout: Handout) -> QUuid:
    """One answer of one site is one document, and another one once it is void."""
    state = "void" if handout.void_reason else "counts"
    name = f"{handout.site_name}\n{handout.code}\n{state}"
    return QUuid.createUuidV5(QUuid(), name.encode())
