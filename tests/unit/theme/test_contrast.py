"""Everything that is read or operated stands out as WCAG 2.2 AA demands, in every palette."""

import pytest

from app.theme.tokens import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    PALETTES,
    RING_STRENGTH,
    Palette,
    Tone,
    contrast,
)

TEXT, GRAPHIC = 4.5, 3.0

READ = [
    *[(ink, on) for ink in ("text", "muted") for on in ("ground", "surface", "sunk")],
    *[("text", f"{tone}_soft") for tone in ("accent", "good", "caution", "stop")],
    ("muted", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    *[("accent", on) for on in ("ground", "surface", "accent_soft")],
    *[(tone, on) for tone in ("good", "caution", "stop") for on in ("ground", "surface")],
    ("surface", "text"),
]
"""What is written in which colour on which: inks of labels, buttons, tips, table rows, lists."""

OPERATED = [
    *[("edge", on) for on in ("ground", "surface", "sunk", "accent_soft")],
    *[("stop", on) for on in ("ground", "surface")],
    *[("accent", on) for on in ("ground", "surface", "accent_soft")],
    ("positive", "surface"),
    ("negative", "surface"),
]
"""Borders of controls, what marks a wrong one, the knob and the bars."""


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "paper"), READ)
def test_text_can_be_read(palette: Palette, ink: str, paper: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, paper)) >= TEXT


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize("tone", Tone)
def test_what_stands_on_a_chip_can_be_read(palette: Palette, tone: Tone) -> None:
    assert contrast(tone.ink(palette), tone.paper(palette)) >= TEXT


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("line", "beside"), OPERATED)
def test_what_can_be_operated_stands_out(palette: Palette, line: str, beside: str) -> None:
    assert contrast(getattr(palette, line), getattr(palette, beside)) >= GRAPHIC


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize("under", ["ground", "surface"])
def test_the_ring_around_what_has_the_keyboard_stands_out(palette: Palette, under: str) -> None:
    ground = getattr(palette, under)

    assert contrast(_over(palette.accent, ground, RING_STRENGTH), ground) >= GRAPHIC


def test_the_high_contrast_palette_has_more_of_it_than_the_others() -> None:
    for ink, paper in READ:
        high = contrast(getattr(HIGH_CONTRAST, ink), getattr(HIGH_CONTRAST, paper))
        assert high >= 7, (ink, paper)


def test_only_the_light_palette_is_light() -> None:
    assert [one.dark for one in (LIGHT, DARK, HIGH_CONTRAST)] == [False, True, True]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0b6e74", "#0b6e74") == pytest.approx(1)


def _over(colour: str, ground: str, strength: float) -> str:
    """A colour that is drawn over another one with a strength from 0 to 1."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(strength * a + (1 - strength) * b):02x}" for a, b in parts)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
