"""What stands on a printed answer, and that nothing of it is cut or covered."""

import pytest
from PySide6.QtGui import QImage, QPainter

from app.printing.handout import Handout
from app.printing.items import Code, Page, Plate, Stamp, Words
from app.printing.page import pages_of
from app.printing.painting import paint_page
from app.printing.paper import A4, LETTER, Paper
from app.printing.qr import QUIET, modules
from app.printing.typesetting import height_of, width_of
from app.theme.tokens import TextStyle
from tests.ui.printing.samples import TRICKY, english, german, handout

pytestmark = pytest.mark.usefixtures("theme")

LONGEST = ("0123456789ABCDEF" * 9 + " with words behind it, as somebody may have pasted it " * 2)[
    :200
]
WARNING = "Dieses Modell ist nicht validiert: Verwenden Sie seine Antworten nicht zur Versorgung."
REASON = "Entered for the wrong patient.\nAsked again under another reference."
A6 = Paper(298, 420)
LANGUAGES = {"English": english, "German": german}


def texts(pages: tuple[Page, ...]) -> list[str]:
    return [item.text for page in pages for item in page.items if isinstance(item, Words)]


def leaving(page: Page) -> list[object]:
    """What does not lie within the page, a hair's breadth for rounding."""
    return [
        item
        for item in page.items
        if item.box.left < -0.01
        or item.box.top < -0.01
        or item.box.right > page.width + 0.01
        or item.box.bottom > page.height + 0.01
    ]


def overlaps(page: Page) -> list[tuple[object, object]]:
    """Whatever carries meaning and covers something else that does."""
    found: list[tuple[object, object]] = []
    shown = [item for item in page.items if not isinstance(item, Plate | Stamp)]
    for place, one in enumerate(shown):
        for other in shown[place + 1 :]:
            across = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
            down = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
            if across > 0.01 and down > 0.01:
                found.append((one, other))
    return found


def cut(page: Page) -> list[Words]:
    return [
        item
        for item in page.items
        if isinstance(item, Words)
        and height_of(item.text, item.style, item.box.width) > item.box.height + 0.01
    ]


def assert_legible(given: Handout, paper: Paper) -> tuple[Page, ...]:
    pages = pages_of(given, paper)
    for page in pages:
        assert not leaving(page)
        assert not overlaps(page)
        assert not cut(page)
    return pages


def painted(page: Page, resolution: int = 144) -> QImage:
    across, down = (
        round(length * page.unit * resolution / 72) for length in (page.width, page.height)
    )
    picture = QImage(across, down, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    paint_page(painter, page, resolution)
    painter.end()
    return picture


@pytest.mark.parametrize("reference", [TRICKY, "A->B <= 10x20", "&amp; %n {x}", LONGEST])
def test_the_reference_stands_there_as_it_was_typed(reference: str) -> None:
    assert reference in texts(pages_of(handout(english(reference=reference)), A4))


def test_an_answer_without_a_reference_says_so() -> None:
    assert "none was given" in texts(pages_of(handout(english(reference="")), A4))


def test_everything_needed_to_stand_by_the_number_is_there() -> None:
    sheet = english(warning=WARNING)
    found = texts(pages_of(handout(sheet), A4))

    assert {
        *(text for pair in sheet.inputs for text in pair),
        *(bar.label for bar in sheet.bars),
        *sheet.domain.reasons,
        *sheet.domain.context,
        *(one.text for one in sheet.subgroups),
        sheet.subgroups_words,
        *(sheet.heading, sheet.score, sheet.scale_words, sheet.band, sheet.sentence),
        *(sheet.baseline, sheet.domain.word, sheet.model, sheet.warning, sheet.receipt),
        *(sheet.given_at, sheet.disclaimer, "St. Mary's Hospital, Ward 4", "Wardcast"),
    } <= set(found)


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", range(1, 21))
def test_nothing_is_cut_or_covered_and_twelve_inputs_fit_one_page(
    count: int, language: str, paper: Paper
) -> None:
    sheet = LANGUAGES[language](count, warning=WARNING)

    pages = assert_legible(handout(sheet), paper)

    assert {text for pair in sheet.inputs for text in pair} <= set(texts(pages))
    assert {bar.label for bar in sheet.bars} <= set(texts(pages))
    assert len(pages) == 1 or count > 12


@pytest.mark.parametrize("paper", [A4, LETTER, A6], ids=["A4", "Letter", "A6"])
@pytest.mark.parametrize("count", [12, 200])
def test_what_one_page_cannot_hold_goes_on_to_the_next(count: int, paper: Paper) -> None:
    given = handout(german(count, reference=LONGEST, warning=WARNING), REASON * 12)

    pages = assert_legible(given, paper)

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        found = texts((page,))
        assert {LONGEST, WARNING, "VOID", given.sheet.receipt, given.sheet.disclaimer} <= {*found}
        assert f"Page {number} of {len(pages)}" in found
    assert {text for pair in given.sheet.inputs for text in pair} <= {*texts(pages)}


def test_a_reason_of_many_lines_is_told_whole() -> None:
    reason = " ".join(f"word{place}\N{GRINNING FACE}" for place in range(2000))
    pages = assert_legible(handout(english(), reason), A4)

    assert "".join(text for text in texts(pages) if "word" in text) == reason


def test_a_void_answer_is_marked_with_its_reason() -> None:
    (page,) = pages_of(handout(english(), REASON), A4)

    assert {"VOID", REASON} <= {*texts((page,))}
    assert any(isinstance(item, Stamp) for item in page.items)


def test_an_answer_that_counts_has_no_mark() -> None:
    (page,) = pages_of(handout(english()), A4)

    assert "VOID" not in texts((page,))
    assert not any(isinstance(item, Stamp) for item in page.items)


def test_the_stamp_stays_on_the_page_and_behind_the_text() -> None:
    (plain,) = pages_of(handout(english()), A4)
    (void,) = pages_of(handout(english(), REASON), A4)
    red = [
        (x, y)
        for picture in [painted(void, 36)]
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).red() - picture.pixelColor(x, y).green() > 15
    ]

    assert isinstance(void.items[0], Stamp)
    assert min(x for x, _ in red) > 0
    assert max(y for _, y in red) < painted(plain, 36).height() - 1


def test_the_code_is_drawn_module_by_module() -> None:
    given = handout(english())
    (page,) = pages_of(given, A4)
    (code,) = (item for item in page.items if isinstance(item, Code))
    resolution = 288
    picture = painted(page, resolution)
    factor = page.unit * resolution / 72
    wanted = modules(given.code)
    side = code.box.width / (len(wanted) + 2 * QUIET)

    def dark(down: int, across: int) -> bool:
        x = (code.box.left + (across + 0.5) * side) * factor
        y = (code.box.top + (down + 0.5) * side) * factor
        return picture.pixelColor(int(x), int(y)).lightness() < 128

    whole = range(len(wanted) + 2 * QUIET)
    drawn = [[dark(down, across) for across in whole] for down in whole]
    inner = [row[QUIET:-QUIET] for row in drawn[QUIET:-QUIET]]
    assert inner == [list(row) for row in wanted]
    assert sum(map(sum, drawn)) == sum(map(sum, wanted)), "the quiet zone is not quiet"


def test_the_code_holds_receipt_and_model_in_letters_that_every_reader_knows() -> None:
    assert handout(english(reference=TRICKY)).code == "Wardcast 1205 9K4M-T7QF v-4f2a91c7"


def test_a_larger_page_is_not_filled_with_larger_letters_than_the_screen() -> None:
    (page,) = pages_of(handout(english(1)), Paper(1191, 1684))

    assert page.unit == 0.75


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_fits_again_into_the_width_that_was_measured(language: str) -> None:
    found = texts(pages_of(handout(LANGUAGES[language]()), A4))

    for style in TextStyle:
        assert {height_of(text, style, width_of(text, style)) for text in found} == {style.line}
