"""The findings of a data check as one HTML page that needs nothing else: no network, no script."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from engine.phrases import phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.run import DataCheck
from trainer.dataset.mending.wording import described
from trainer.dataset.reporting.rows import mend_text

Say = Callable[[str], str]
"""Says a sentence in the reader's language."""

MAX_ROWS = 20

_TITLES = {
    Severity.STOP: phrase("Stops learning"),
    Severity.ATTENTION: phrase("Needs a decision"),
    Severity.NOTE: phrase("Good to know"),
}
_SIGNS = {Severity.STOP: "✕", Severity.ATTENTION: "!", Severity.NOTE: "i"}

# Nothing may be fetched and nothing run, whatever the data hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """
:root { color-scheme: light dark; --ground: #f4f6f8; --sheet: #ffffff; --line: #d9dfe5;
  --text: #16202b; --muted: #55626f; --cell: #eef1f4; --stop: #b3261e; --attention: #8a5a00;
  --note: #0b6e74; }
@media (prefers-color-scheme: dark) { :root { --ground: #11171d; --sheet: #19212a;
  --line: #2c3742; --text: #e8edf2; --muted: #9fb0bf; --cell: #131a21; --stop: #ff9088;
  --attention: #f0c068; --note: #4fc0c2; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px; background: var(--ground); color: var(--text);
  font: 15px/24px system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 32px 0 8px; }
h3 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 16px; margin: 0; }
dt, .muted, th { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
  border-left: 4px solid var(--tone); padding: 16px; margin: 0 0 16px; }
.stop { --tone: var(--stop); } .attention { --tone: var(--attention); }
.note { --tone: var(--note); }
.sign { display: inline-block; min-width: 24px; color: var(--tone); font-weight: 700; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-weight: 600; }
th, td { padding: 4px 16px 4px 0; border-top: 1px solid var(--line); vertical-align: top; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
bdi.cell { background: var(--cell); border-radius: 4px; padding: 0 4px; white-space: pre-wrap;
  overflow-wrap: anywhere; }
@media print { :root { --ground: #fff; --sheet: #fff; --line: #bbb; --text: #000; --muted: #444;
  --cell: #eee; --stop: #8c1d18; --attention: #6b4600; --note: #084f54; }
  body { padding: 0; font-size: 10pt; line-height: 14pt; }
  article { break-inside: avoid; } thead { display: table-header-group; } }
"""


def report_page(check: DataCheck, say: Say = str, language: str = "en") -> bytes:
    """Write the page.

    Args:
        check: What was found.
        say: Says a sentence in the reader's language.
        language: That language's code.
    """
    title = _text(say(phrase("Data check of {name}", name=check.name)))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{_text(language)}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{title}</h1>",
        f"<p>{_text(say(_verdict(check)))}</p>",
        *_facts(check, say),
    ]
    for severity in Severity:
        findings = [finding for finding in check.findings if finding.severity is severity]
        if findings:
            parts.append(f"<h2>{_text(say(_TITLES[severity]))} ({len(findings)})</h2>")
            parts += [_article(finding, say) for finding in findings]
    parts.append("</main>\n</body>\n</html>\n")
    return "\n".join(parts).encode()


def _verdict(check: DataCheck) -> str:
    if check.stops:
        return phrase("Nothing can be learnt from these data as they are.")
    if check.counts[Severity.ATTENTION]:
        return phrase("Nothing stops learning; some findings need a person's decision.")
    return phrase("Nothing was found that stops learning or needs a decision.")


def _facts(check: DataCheck, say: Say) -> Iterator[str]:
    facts = [
        (phrase("File"), check.name),
        ("SHA-256", check.sha256),
        (phrase("Rows"), say(phrase("{count:,}", count=check.rows))),
        (phrase("Contract"), f"{check.contract.name} ({check.contract.digest})"),
        (phrase("Compared with"), check.model or say(phrase("no model"))),
    ]
    yield "<dl>"
    for name, value in facts:
        yield f"<dt>{_text(say(name))}</dt><dd>{_text(value)}</dd>"
    yield "</dl>"


def _article(finding: Finding, say: Say) -> str:
    heading = ", ".join(finding.columns) or say(phrase("Whole rows"))
    parts = [
        f'<article class="{finding.severity}">',
        f'<h3><span class="sign" aria-hidden="true">{_SIGNS[finding.severity]}</span>',
        f'{_text(heading)} <span class="muted">{_text(finding.kind)}</span></h3>',
        f"<p>{_text(say(finding.sentence))}</p>",
    ]
    if finding.mend is not None:
        parts.append(f"<p><b>{_text(say(phrase('Proposed:')))}</b> ")
        parts.append(f"{_text(say(described(finding.mend)))}</p>")
    if finding.spots:
        parts += _table(finding, say)
    return "\n".join([*parts, "</article>"])


def _table(finding: Finding, say: Say) -> Iterator[str]:
    names = (phrase("Row"), phrase("Line"), phrase("Column"), phrase("Value"), phrase("Proposed"))
    head = "".join(f'<th scope="col">{_text(say(name))}</th>' for name in names)
    yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"
    for spot in finding.spots[:MAX_ROWS]:
        new = finding.new_text(spot)
        proposed = _cell(new) if new else _text(say(mend_text(finding)) if new == "" else "")
        cells = (_text(spot.column), _cell(spot.value) if spot.value else "", proposed)
        numbers = "".join(f'<td class="number">{n}</td>' for n in (spot.row, spot.line))
        yield f"<tr>{numbers}{_cells(cells)}</tr>"
    yield "</tbody>\n</table>"
    more = len(finding.spots) - MAX_ROWS
    if more > 0:
        said = phrase("The first {count} are shown; the CSV report has more.", count=MAX_ROWS)
        yield f'<p class="muted">{_text(say(said))}</p>'


def _cells(cells: Sequence[str]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _cell(text: str) -> str:
    """A value as it stands: its ends can be seen, and it cannot turn the text around it."""
    return f'<bdi class="cell">{_text(text)}</bdi>'


def _text(text: str) -> str:
    """Escaped, and with whatever cannot be seen written out."""
    visible = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )
    return escape(visible)
