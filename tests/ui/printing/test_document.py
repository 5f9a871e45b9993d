"""Answers as PDF, on a printer and in the clipboard."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from app.printing.document import (
    NotPrintedError,
    clipboard_marks,
    copy_text,
    pdf_bytes,
    print_sheet,
    write_pdf,
)
from app.printing.paper import A4, LETTER
from engine.durable import CannotWriteError
from tests.ui.printing.samples import TRICKY, english, german, handout

pytestmark = pytest.mark.usefixtures("theme")

REFERENCE = "P-2041-UNMISTAKABLE"
DATES = re.compile(rb"D:\d{14}[^)]*|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^<]*")


def poppler(tool: str, path: Path) -> str:
    """What one of poppler's tools says of a PDF; skips where it is not installed."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} of poppler-utils is not installed")
    last = ["-"] if tool == "pdftotext" else []
    command = [tool, "-enc", "UTF-8", str(path), *last]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_an_answer_is_a_pdf_of_one_page(tmp_path: Path) -> None:
    path = tmp_path / "answer.pdf"

    write_pdf(handout(english()), path, A4)

    assert path.read_bytes().startswith(b"%PDF-")
    assert page_count(path.read_bytes()) == 1
    assert path.stat().st_mode & 0o077 == 0, "others may read it"
    assert [entry.name for entry in tmp_path.iterdir()] == ["answer.pdf"]


def test_an_answer_that_needs_it_has_more_pages() -> None:
    assert page_count(pdf_bytes(handout(german(200)), LETTER)) > 1


def test_the_text_of_a_pdf_can_be_found_and_copied_as_it_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "answer.pdf"
    write_pdf(handout(english(reference=f"{TRICKY} A->B 10x20")), path, A4)

    found = poppler("pdftotext", path)

    assert f"{TRICKY} A->B 10x20" in found
    for text in (
        "7.2",
        "5.6",
        "8.8",
        "+0.62",
        "\N{MINUS SIGN}0.24",
        "1205 · 9K4M-T7QF",
        "56 years",
    ):
        assert text in found


def test_what_a_pdf_says_of_itself_names_no_patient(tmp_path: Path) -> None:
    path = tmp_path / "answer.pdf"
    write_pdf(handout(english(reference=REFERENCE), f"of {REFERENCE}"), path, A4)
    data = path.read_bytes()

    for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
        assert REFERENCE.encode(encoding) not in data
    assert "Wardcast answer 1205".encode("utf-16-be") in data
    assert REFERENCE not in poppler("pdfinfo", path)


def test_the_same_answer_gives_the_same_pdf_but_for_its_dates() -> None:
    once, again = (DATES.sub(b"", pdf_bytes(handout(english()), A4)) for _ in range(2))

    assert once == again


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
def test_a_pdf_has_the_size_of_the_paper(paper: object) -> None:
    assert paper in (A4, LETTER)
    size = A4 if paper is A4 else LETTER
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf_bytes(handout(english()), size))

    assert [float(edge) for edge in boxes[0].split()] == pytest.approx(
        [0, 0, size.width, size.height], abs=0.5
    )


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        write_pdf(handout(english()), tmp_path / "missing" / "answer.pdf", A4)

    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_older_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answer.pdf"
    path.write_bytes(b"older")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.durable.os.fsync", full)
    with pytest.raises(CannotWriteError):
        write_pdf(handout(english()), path, A4)

    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [b"older"]


def test_a_printer_gets_all_pages_and_a_name_without_a_patient(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    print_sheet(handout(english(reference=REFERENCE)), printer)

    assert page_count((tmp_path / "printed.pdf").read_bytes()) == 1
    assert printer.docName() == "Wardcast answer 1205 · 9K4M-T7QF"


@pytest.mark.qt_log_ignore(r"^QPainter::begin\(\): Returned false$", extend=True)
def test_a_printer_that_refuses_is_told(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))

    with pytest.raises(NotPrintedError):
        print_sheet(handout(english()), printer)


def test_a_copy_is_plain_text_alone() -> None:
    given = handout(english(reference=TRICKY))

    copy_text(given)

    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == given.sheet.text
    assert not data.hasHtml()
    assert not data.hasImage()
    readable = {name for name in data.formats() if name.startswith("text/")}
    assert readable <= {"text/plain", "text/plain;charset=utf-8"}


def test_a_copy_of_a_void_answer_begins_with_that() -> None:
    copy_text(handout(english(), "Wrong patient."))

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:2] == ["VOID: this answer was voided and does not count.", "Wrong patient."]


def test_a_copy_asks_not_to_be_kept() -> None:
    assert clipboard_marks("linux") == {"x-kde-passwordManagerHint": b"secret"}
    windows = clipboard_marks("win32")
    assert len(windows) == 3
    assert all(name.startswith("application/x-qt-windows-mime;value=") for name in windows)
    assert set(windows.values()) == {bytes(4)}
