"""One answer on one page, and on more only where one cannot hold it.

Everything is measured before it is placed, so nothing is cut: first the page is tried in sizes from
large to small, then what was asked goes on to further pages.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.language import tr
from app.printing import sections
from app.printing.handout import Handout
from app.printing.items import Box, Item, Page, Piece, Stamp, side_by_side, stacked
from app.printing.paper import Paper
from app.printing.sections import Section
from app.theme.tokens import Space, TextStyle

_Make = Callable[[Handout, float], Section]

_POINT = 0.75  # points of one of the design's pixels, of 96 to an inch
_SIZES = (1.0, 0.92, 0.85, 0.78, 0.7)
_FLOWING = 0.85
_LEAST = (700, 1100)  # of the design's pixels on a page that goes on, however small the paper
_LEFT_SHARE = 0.6
_GAP = Space.NEAR
_HEAD = 100  # the heading of a section


@dataclass(frozen=True, slots=True)
class _Frame:
    """A page's measures in the design's pixels."""

    paper: Paper
    unit: float

    @property
    def margin(self) -> float:
        return self.paper.margin / self.unit

    @property
    def width(self) -> float:
        return self.paper.width / self.unit - 2 * self.margin

    @property
    def height(self) -> float:
        return self.paper.height / self.unit - 2 * self.margin

    def page(self, items: Iterable[Item]) -> Page:
        return Page(
            self.paper.width / self.unit, self.paper.height / self.unit, self.unit, tuple(items)
        )


def pages_of(handout: Handout, paper: Paper) -> tuple[Page, ...]:
    """Lay an answer out: one page where it fits, in the largest size that does."""
    for size in _SIZES:
        frame = _Frame(paper, _POINT * size)
        page = _one_page(handout, frame)
        if page is not None:
            return (page,)
    unit = min(_POINT * _FLOWING, paper.width / _LEAST[0], paper.height / _LEAST[1])
    return _Flow(handout, _Frame(paper, unit)).pages()


def _one_page(handout: Handout, frame: _Frame) -> Page | None:
    width = frame.width
    room = sections.inner_width(width)
    void = sections.void_notice(handout, width, with_reason=True)
    warned = sections.warning(handout, width)
    above = [void.whole(width)] if void else []
    above += [warned] if warned else []
    case = Section((sections.reference(handout, room), *sections.inputs(handout, room)))
    upper = stacked(
        [
            sections.header(handout, width),
            *above,
            case.whole(width),
            sections.score(handout, width).whole(width),
        ],
        _GAP,
    )
    foot = sections.footer(handout, width, 1, 1)
    left = frame.height - upper.height - foot.height - 2 * _GAP
    lower = next((one for one in _lower(handout, width) if one.height <= left), None)
    if lower is None:
        return None
    body = stacked([upper, lower], _GAP)
    margin = frame.margin
    return frame.page(
        (
            *_stamp(handout, frame),
            *body.at(margin, margin),
            *foot.at(margin, margin + frame.height - foot.height),
        )
    )


def _lower(handout: Handout, width: float) -> Iterator[Piece]:
    """Reasons, limits, figures and receipt in every arrangement, the easiest to read first."""
    moved, trusted, receipt = sections.contributions, sections.trust, sections.receipt
    upper = _columns(handout, [moved], [trusted], width)
    if not handout.sheet.subgroups:
        yield stacked([upper, receipt(handout, width).whole(width)], _GAP)
        yield _columns(handout, [moved, receipt], [trusted], width)
        yield _columns(handout, [moved], [trusted, receipt], width)
        return
    groups = sections.subgroups
    yield stacked([upper, _columns(handout, [receipt], [groups], width)], _GAP)
    yield stacked([upper, _columns(handout, [groups], [receipt], width)], _GAP)
    yield _columns(handout, [moved, groups], [trusted, receipt], width)
    yield _columns(handout, [moved, receipt], [trusted, groups], width)
    yield _columns(handout, [moved], [trusted, groups, receipt], width)


def _columns(
    handout: Handout, left: Sequence[_Make], right: Sequence[_Make], width: float
) -> Piece:
    """Sections in two columns; the last one of the shorter column goes down as far as the other."""
    wide = (width - _GAP) * _LEFT_SHARE
    widths = (wide, width - _GAP - wide)
    made = [
        [make(handout, room) for make in column]
        for column, room in zip((left, right), widths, strict=True)
    ]
    heights = [
        sum(section.whole(room).height for section in column) + _GAP * (len(column) - 1)
        for column, room in zip(made, widths, strict=True)
    ]
    pieces = []
    for column, room, height in zip(made, widths, heights, strict=True):
        *before, last = column
        filled = last.whole(room).height + max(heights) - height
        pieces.append(
            stacked([*(one.whole(room) for one in before), last.whole(room, filled)], _GAP)
        )
    return side_by_side([(0.0, pieces[0]), (wide + _GAP, pieces[1])])


def _stamp(handout: Handout, frame: _Frame) -> tuple[Item, ...]:
    if not handout.void_reason:
        return ()
    box = Box(frame.margin, frame.margin, frame.width, frame.height)
    return (Stamp(box, tr("VOID")),)


@dataclass(slots=True)
class _Flow:
    """Sections one below the other over as many pages as they need.

    What has to be known first stands first: the score, how far to trust it, the receipt; then what
    was asked. Every page says whose it is and by what receipt it is found, so that a loose one is
    never nobody's, and that it is void or not for care where it is.
    """

    handout: Handout
    frame: _Frame
    _done: list[tuple[Item, ...]] = field(default_factory=list)
    _items: list[Item] = field(default_factory=list)
    _top: float = 0.0

    def pages(self) -> tuple[Page, ...]:
        """Lay everything out."""
        handout, width = self.handout, self.frame.width
        self._begin()
        void = sections.void_reason(handout, width)
        left = self._bottom - self._top - _HEAD
        for section in (
            *([void] if void else []),
            sections.score(handout, width),
            sections.trust(handout, width),
            sections.receipt(handout, width),
            sections.contributions(handout, width, most=left),
            *([sections.subgroups(handout, width)] if handout.sheet.subgroups else []),
            sections.asked(handout, width),
        ):
            self._add(section)
        self._done.append(tuple(self._items))
        return tuple(self._finished(number) for number in range(1, len(self._done) + 1))

    def _finished(self, number: int) -> Page:
        frame, margin = self.frame, self.frame.margin
        foot = sections.footer(self.handout, frame.width, number, len(self._done))
        return frame.page(
            (
                *_stamp(self.handout, frame),
                *self._done[number - 1],
                *foot.at(margin, margin + frame.height - foot.height),
            )
        )

    @property
    def _bottom(self) -> float:
        foot = sections.footer(self.handout, self.frame.width, 1, 1)
        return self.frame.margin + self.frame.height - foot.height - _GAP

    def _begin(self) -> None:
        """Start a page with what every page says."""
        handout, width = self.handout, self.frame.width
        room = sections.inner_width(width)
        self._top = self.frame.margin
        self._put(sections.header(handout, width))
        void, warned = sections.void_notice(handout, width), sections.warning(handout, width)
        if void:
            self._put(void.whole(width))
        if warned:
            self._put(warned)
        receipt = sections.pair(tr("Receipt"), handout.sheet.receipt, room, TextStyle.BODY)
        whose = (sections.reference(handout, room), sections.space(Space.TIGHT), receipt)
        self._put(Section(whose).whole(width))

    def _put(self, piece: Piece) -> None:
        self._items += piece.at(self.frame.margin, self._top)
        self._top += piece.height + _GAP

    def _add(self, section: Section) -> None:
        """Place a section, going on to the next page between two pieces where it has to."""
        held: list[Piece] = []
        for piece in section.pieces:
            room = self._bottom - self._top - 2 * Space.BASE
            if held and sum(one.height for one in held) + piece.height > room:
                self._put(section.grounded(held, self.frame.width))
                held = []
                self._turn()
            elif not held and piece.height > room:
                self._turn()
            if held or piece.items:  # no page begins with a gap
                held.append(piece)
        if held:
            self._put(section.grounded(held, self.frame.width))

    def _turn(self) -> None:
        self._done.append(tuple(self._items))
        self._items = []
        self._begin()
