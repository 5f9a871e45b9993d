"""The parts of a printed answer, each measured for the width that it gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from app.figures import Bar
from app.language import tr
from app.printing.handout import Handout
from app.printing.items import (
    BarsFigure,
    Box,
    Code,
    Piece,
    Plate,
    ScaleFigure,
    Sign,
    side_by_side,
    stacked,
)
from app.printing.typesetting import baseline_of, height_of, paragraphs, width_of, words
from app.theme.tokens import LIGHT, Radius, Space, TextStyle, Tone

_ICON = 16
_LOGO = 32
_SCALE_HEIGHT = 68
_CODE = 104
_COLUMN = 150
_ROW = 24
_LABELS_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces on one ground; a page may end between any two of them.

    Attributes:
        pieces: From top to bottom.
        fill: The ground.
        edge: Its border.
    """

    pieces: tuple[Piece, ...]
    fill: str = ""
    edge: str = LIGHT.line

    def grounded(self, pieces: Sequence[Piece], width: float, least: float = 0) -> Piece:
        """Some of the pieces as one, on the ground; at least so high."""
        inner = stacked(pieces)
        height = max(inner.height + 2 * Space.BASE, least)
        ground = Plate(Box(0, 0, width, height), self.fill, self.edge)
        return Piece(height, (ground, *inner.at(Space.BASE, Space.BASE)))

    def whole(self, width: float, least: float = 0) -> Piece:
        """The whole section."""
        return self.grounded(self.pieces, width, least)


def inner_width(width: float) -> float:
    """What a section of this width leaves for its pieces."""
    return width - 2 * Space.BASE


def space(height: float) -> Piece:
    """Nothing, of some height."""
    return Piece(height, ())


def pair(label: str, value: str, width: float, style: TextStyle = TextStyle.SMALL_STRONG) -> Piece:
    """A value below its label."""
    above = words(label, TextStyle.CAPTION, width, ink=LIGHT.muted)
    return stacked([above, words(value, style, width)])


def header(handout: Handout, width: float) -> Piece:
    """Whose paper it is: the product on the left, the site and the time on the right."""
    half = width / 2
    right = stacked(
        [
            words(handout.site_name, TextStyle.SMALL_STRONG, half, to_the_right=True),
            words(
                handout.sheet.given_at,
                TextStyle.SMALL,
                half,
                ink=LIGHT.muted,
                to_the_right=True,
            ),
        ]
    )
    text = half - _LOGO - Space.NEAR
    name = stacked(
        [
            words("Wardcast", TextStyle.BODY_STRONG, text),
            words(tr("Answer as recorded"), TextStyle.SMALL, text, ink=LIGHT.muted),
        ]
    )
    logo = Sign(Box(0, 4, _LOGO, _LOGO), "wardcast", LIGHT.accent)
    row = side_by_side(
        [(0, Piece(_LOGO + 4, (logo,))), (_LOGO + Space.NEAR, name), (width - half, right)]
    )
    line = Plate(Box(0, row.height + Space.NEAR, width, 1), fill=LIGHT.line, radius=0)
    return Piece(row.height + Space.NEAR + 1, (*row.items, line))


def void_notice(handout: Handout, width: float, *, with_reason: bool = False) -> Section | None:
    """That the answer does not count; nothing while it does."""
    if not handout.void_reason:
        return None
    room = inner_width(width)
    sign = Sign(Box(0, 4, 20, 20), "void", LIGHT.stop)
    left = 20 + Space.NEAR
    text = room - left
    said = stacked(
        [
            words(tr("VOID"), TextStyle.TITLE, text, ink=LIGHT.stop),
            words(tr("This answer was voided and does not count."), TextStyle.BODY_STRONG, text),
        ]
    )
    pieces = [side_by_side([(0, Piece(28, (sign,))), (left, said)])]
    if with_reason:
        pieces += [space(Space.TIGHT), *_reason(handout, room, left)]
    return Section(tuple(pieces), LIGHT.stop_soft, LIGHT.stop)


def void_reason(handout: Handout, width: float) -> Section | None:
    """Why the answer does not count, by itself; nothing while it does."""
    if not handout.void_reason:
        return None
    pieces = _reason(handout, inner_width(width), 0)
    return Section(tuple(pieces), LIGHT.stop_soft, LIGHT.stop)


def warning(handout: Handout, width: float) -> Piece | None:
    """What must stand above the answer; nothing where nothing must."""
    if not handout.sheet.warning:
        return None
    left = Space.BASE + _ICON + Space.NEAR
    said = words(handout.sheet.warning, TextStyle.BODY, width - left - Space.BASE)
    height = said.height + 2 * Space.TIGHT + 4
    ground = Plate(
        Box(0, 0, width, height), LIGHT.caution_soft, LIGHT.caution, radius=Radius.CONTROL
    )
    sign = Sign(Box(Space.BASE, Space.TIGHT + 4, _ICON, _ICON), "caution", LIGHT.caution)
    return Piece(height, (ground, sign, *said.at(left, Space.TIGHT + 2)))


def reference(handout: Handout, width: float) -> Piece:
    """Whose answer it is, exactly as it was typed."""
    label = words(tr("Patient reference"), TextStyle.CAPTION, width, ink=LIGHT.muted)
    typed = handout.sheet.reference
    value = (
        words(typed, TextStyle.BODY_STRONG, width)
        if typed
        else words(tr("none was given"), TextStyle.BODY, width, ink=LIGHT.muted)
    )
    return stacked([label, value])


def inputs(handout: Handout, width: float) -> list[Piece]:
    """What was asked: rows of labels and values, in as many columns as there is room for."""
    given = handout.sheet.inputs
    columns = max(1, int((width + Space.BASE) // (_COLUMN + Space.BASE)))
    step = (width + Space.BASE) / columns
    rows: list[Piece] = []
    for start in range(0, len(given), columns):
        cells = [
            (place * step, pair(label, value, step - Space.BASE))
            for place, (label, value) in enumerate(given[start : start + columns])
        ]
        rows += [space(Space.NEAR), side_by_side(cells)]
    return rows


def asked(handout: Handout, width: float) -> Section:
    """What was asked, as a section of its own."""
    room = inner_width(width)
    gap, first, *rest = inputs(handout, room)
    title = words(tr("Case"), TextStyle.BODY_STRONG, room)
    return Section((stacked([title, gap, first]), *rest))


def score(handout: Handout, width: float) -> Section:
    """The score, its band, where it lies on the scale, and what that means."""
    sheet, room = handout.sheet, inner_width(width)
    figure = Box(0, 0, room, _SCALE_HEIGHT)
    return Section(
        (
            words(sheet.heading, TextStyle.BODY, room, ink=LIGHT.muted),
            _score_row(handout, room),
            space(Space.TIGHT),
            Piece(_SCALE_HEIGHT, (ScaleFigure(figure, sheet.reading),)),
            space(Space.HAIR),
            words(sheet.sentence, TextStyle.BODY, room),
        )
    )


def contributions(handout: Handout, width: float, *, most: float = inf) -> Section:
    """What moved the score: each input by name, and its bar.

    Args:
        handout: The answer.
        width: Of the section.
        most: How high the bars may be in one piece.
    """
    sheet, room = handout.sheet, inner_width(width)
    head = [
        words(tr("What moved the score"), TextStyle.BODY_STRONG, room),
        words(sheet.baseline, TextStyle.SMALL, room, ink=LIGHT.muted),
    ]
    if not sheet.bars:
        return Section(tuple(head))
    first, *rest = _bars(handout, room, most)
    return Section((stacked([*head, space(Space.TIGHT), first]), *rest))


def trust(handout: Handout, width: float) -> Section:
    """How like the training data the case is and why, and which model spoke."""
    sheet, room = handout.sheet, inner_width(width)
    domain = sheet.domain
    pieces = [
        words(tr("How far to trust it"), TextStyle.BODY_STRONG, room),
        space(Space.TIGHT),
        pill(domain.word, domain.tone, room, icon=domain.icon),
        space(Space.TIGHT),
    ]
    for reason in (*domain.reasons, *domain.context):
        pieces += paragraphs(reason, TextStyle.SMALL, room)
    pieces += [space(Space.TIGHT), *paragraphs(sheet.model, TextStyle.SMALL, room, ink=LIGHT.muted)]
    return Section(tuple(pieces))


def subgroups(handout: Handout, width: float) -> Section:
    """How the model did for cases like this one, where there were enough to say."""
    sheet, room = handout.sheet, inner_width(width)
    pieces = [words(tr("For cases like this one"), TextStyle.BODY_STRONG, room)]
    for one in sheet.subgroups:
        pieces += paragraphs(one.text, TextStyle.CAPTION, room)
    pieces += paragraphs(sheet.subgroups_words, TextStyle.CAPTION, room, ink=LIGHT.muted)
    return Section(tuple(pieces))


def receipt(handout: Handout, width: float) -> Section:
    """By what the record can be found again, for people and for scanners."""
    sheet, room = handout.sheet, inner_width(width)
    text = room - _CODE - Space.BASE
    said = stacked(
        [
            words(tr("Receipt"), TextStyle.CAPTION, text, ink=LIGHT.muted),
            words(sheet.receipt, TextStyle.TITLE, text),
            space(Space.HAIR),
            words(handout.model_version, TextStyle.SMALL_STRONG, text),
            space(Space.HAIR),
            words(
                tr("An auditor finds the record by this. The code says the same."),
                TextStyle.CAPTION,
                text,
                ink=LIGHT.muted,
            ),
        ]
    )
    code = Piece(_CODE, (Code(Box(0, 0, _CODE, _CODE), handout.code),))
    lower = max(0.0, (_CODE - said.height) / 2)
    beside = stacked([space(lower), said])
    return Section((side_by_side([(0, beside), (room - _CODE, code)]),))


def footer(handout: Handout, width: float, page: int, pages: int) -> Piece:
    """What the answer is not, and how many pages there are."""
    count = tr("Page {page} of {pages}", page=page, pages=pages)
    # As wide for any count: how high the line is must be known before the pages are counted.
    side = width_of(tr("Page {page} of {pages}", page=888, pages=888), TextStyle.CAPTION)
    right = words(count, TextStyle.CAPTION, side, ink=LIGHT.muted, to_the_right=True)
    left = words(
        handout.sheet.disclaimer, TextStyle.CAPTION, width - side - Space.BASE, ink=LIGHT.muted
    )
    row = side_by_side([(0, left), (width - side, right)])
    line = Plate(Box(0, 0, width, 1), fill=LIGHT.line, radius=0)
    return Piece(1 + Space.TIGHT + row.height, (line, *row.at(0, 1 + Space.TIGHT)))


def pill(
    text: str,
    tone: Tone,
    width: float,
    *,
    icon: str = "",
    style: TextStyle = TextStyle.SMALL_STRONG,
) -> Piece:
    """A word on a rounded ground, with its shape before it."""
    side = 10
    left = side + (18 if icon else 0)
    room = min(width_of(text, style), width - left - side)
    said = words(text, style, room, ink=tone.ink(LIGHT))
    height = said.height + Space.HAIR
    ground = Plate(
        Box(0, 0, left + room + side, height),
        tone.paper(LIGHT),
        radius=min(height / 2, Radius.CARD),
    )
    sign = (Sign(Box(side, (height - 12) / 2, 12, 12), icon, tone.ink(LIGHT)),) if icon else ()
    return Piece(height, (ground, *sign, *said.at(left, Space.HAIR / 2)))


def _reason(handout: Handout, width: float, left: float) -> list[Piece]:
    label = words(tr("Reason"), TextStyle.CAPTION, width - left, ink=LIGHT.muted)
    text = paragraphs(handout.void_reason, TextStyle.BODY, width - left)
    return [side_by_side([(left, piece)]) for piece in (label, *text)]


def _score_row(handout: Handout, width: float) -> Piece:
    sheet = handout.sheet
    figure = width_of(sheet.score, TextStyle.SCORE)
    number = words(sheet.score, TextStyle.SCORE, figure)
    left = figure + 6
    out_of = width_of(sheet.scale_words, TextStyle.BODY)
    down = baseline_of(TextStyle.SCORE) - baseline_of(TextStyle.BODY)
    beside = words(sheet.scale_words, TextStyle.BODY, out_of, ink=LIGHT.muted)
    row = [number.at(0, 0), beside.at(left, down)]
    left += out_of + Space.PAGE
    needed = width_of(sheet.band, TextStyle.BODY_STRONG) + Space.CARD
    fits = left + needed <= width
    band = pill(
        sheet.band,
        Tone.ACCENT,
        width - left if fits else width,
        style=TextStyle.BODY_STRONG,
    )
    if fits:
        row.append(band.at(left, (number.height - band.height) / 2 + 2))
        return Piece(number.height, tuple(item for part in row for item in part))
    row.append(band.at(0, number.height + Space.TIGHT))
    height = number.height + Space.TIGHT + band.height
    return Piece(height, tuple(item for part in row for item in part))


def _bars(handout: Handout, width: float, most: float) -> list[Piece]:
    """The bars below each other, all to one scale, since the eye compares their lengths."""
    bars = handout.sheet.bars
    style = TextStyle.SMALL
    widest = max(width_of(bar.label, style) for bar in bars)
    labels = min(widest, width * _LABELS_SHARE)
    if widest > labels:
        style = TextStyle.CAPTION
    highest = max(height_of(bar.label, style, labels) for bar in bars)
    row = max(_ROW, highest + Space.HAIR)
    together = len(bars) if row * len(bars) <= most else max(1, int(most // 2 // row))
    pieces = []
    for first in range(0, len(bars), together):
        part = range(first, min(first + together, len(bars)))
        box = Box(labels, 0, width - labels, row * len(part))
        named = [_bar_label(bars[place], style, labels, row) for place in part]
        figure = BarsFigure(box, bars, row, first)
        pieces.append(Piece(box.height, (*stacked(named).items, figure)))
    return pieces


def _bar_label(bar: Bar, style: TextStyle, width: float, row: float) -> Piece:
    said = words(bar.label, style, width)
    return Piece(row, said.at(0, (row - said.height) / 2))
