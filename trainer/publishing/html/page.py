"""The parts of a report's page; whatever is put into them is escaped here and nowhere else."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

from trainer.publishing.html.style import STYLE

Markup = NewType("Markup", str)
"""Text that is HTML already; only the functions of this room make it."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SIGNS = {"holds": "\u2713", "watch": "!", "fails": "\u2715"}


def page(title: str, kind: str, chips: Iterable[Markup], body: Iterable[Markup], end: str) -> bytes:
    """A whole page.

    Args:
        title: What it is about.
        kind: Which report it is.
        chips: What stands at the right end of its head.
        body: Its parts, from top to bottom.
        end: What stands below all of it.
    """
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
        '<header><div><span class="logo"></span><span class="brand">Wardcast</span>',
        f'<span class="chip">{escape(kind)}</span><span class="space"></span>{"".join(chips)}',
        f"</div></header><main>{''.join(body)}</main>",
        f"<footer>{escape(end)}</footer></body></html>\n",
    ]
    return "".join(parts).encode()


def heading(title: str, under: str) -> Markup:
    """The page's title and the line below it."""
    return Markup(f'<h1>{escape(title)}</h1><p class="sub">{escape(under)}</p>')


def section(title: str, *parts: Markup) -> Markup:
    """A part of the page with its title."""
    return Markup(f"<section><h2>{escape(title)}</h2>{''.join(parts)}</section>")


def card(*parts: Markup, title: str = "", caption: str = "") -> Markup:
    """A surface with something on it."""
    head = f"<h3>{escape(title)}</h3>" if title else ""
    said = f'<p class="cap">{escape(caption)}</p>' if caption else ""
    return Markup(f'<div class="card">{head}{said}{"".join(parts)}</div>')


def note(words: str) -> Markup:
    """A remark below what it is about."""
    return Markup(f'<p class="cap note">{escape(words)}</p>')


def beside(*parts: Markup) -> Markup:
    """Parts in two columns, where there is room."""
    return Markup(f'<div class="two">{"".join(parts)}</div>')


def verdict(kind: str, title: str, sentence: str) -> Markup:
    """What it comes to; ``kind`` is holds, watch or fails."""
    said = f"<b>{escape(title)}</b>{escape(sentence)}"
    return Markup(f'<div class="verdict {escape(kind)}" role="status">{said}</div>')


def chip(text: str, kind: str = "") -> Markup:
    """A word with a sign and a colour; the word alone says it too."""
    sign = f"{_SIGNS[kind]}\u00a0" if kind in _SIGNS else ""
    return Markup(f'<span class="chip {escape(kind)}">{sign}{escape(text)}</span>')


def text(words: object) -> Markup:
    """Plain text."""
    return Markup(escape(str(words)))


def strong(words: object, more: str = "") -> Markup:
    """Text that stands out, and what is said below it."""
    below = f'<span class="more">{escape(more)}</span>' if more else ""
    return Markup(f"<b>{escape(str(words))}</b>{below}")


def digest(words: str) -> Markup:
    """A digest: of fixed width, broken where it must be."""
    return Markup(f'<span class="hash">{escape(words)}</span>')


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[Markup]],
    *,
    numbers: Iterable[int] = (),
    whole: Iterable[int] = (),
) -> Markup:
    """A table; ``numbers`` are the columns that stand at the right, ``whole`` are never broken."""
    kinds = {**dict.fromkeys(whole, ' class="w"'), **dict.fromkeys(numbers, ' class="n"')}

    def cells(tag: str, values: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{kinds.get(place, '')}>{value}</{tag}>" for place, value in enumerate(values)
        )

    head = cells("th", [escape(name) for name in header])
    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    markup = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return Markup(f'<div class="card table scroll">{markup}</div>')


def folded(title: str, *parts: Markup) -> Markup:
    """Parts that are opened by a click."""
    return Markup(f"<details><summary>{escape(title)}</summary>{''.join(parts)}</details>")


def facts(pairs: Iterable[tuple[str, Markup]]) -> Markup:
    """Names with what they are."""
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs)
    return Markup(f"<dl>{lines}</dl>")


def drawing(svg: str) -> Markup:
    """A figure of :mod:`trainer.evaluation.figures_svg`, which escapes by itself."""
    return Markup(svg)
