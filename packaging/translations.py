"""Collect what Wardcast says, keep the German catalogue in step with it, and compile it.

Contexts: ``app`` is what the window says (``tr``), ``engine`` what the engine words (``phrase`` and
advice), ``contract`` the sample's texts. The command line speaks English, and so does the trainer
but for its gates.

An entry of the .ts file that holds no text is unfinished; docs/translations.md has the terms.
With --check nothing is changed, and whatever is not in order is named.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from engine.contract.loader import load_contract
from engine.contract.model import Contract

ROOT = Path(__file__).parents[1]
FOLDER = Path("resources/translations")
LANGUAGE = "de_DE"
NAME = "wardcast_de"

Message = tuple[str, str]
"""A context and an English text."""

Catalogue = dict[Message, str]
"""Translations; empty where there is none yet."""

_CONTEXTS = {"tr": "app", "phrase": "engine"}
_ADVICE = ("advice", "default_advice")
_HEAD = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{LANGUAGE}" sourcelanguage="en">
"""


class NotALiteralError(Exception):
    """A sentence that the catalogue cannot be made from; the message names file and line."""


def messages(root: Path) -> set[Message]:
    """Collect everything that is to be translated.

    Raises:
        NotALiteralError: A sentence is put together in the source.
    """
    found = {message for path in _sources(root) for message in _of_source(root, path)}
    model = root / "resources" / "model" / "contract.json"
    for contract in (load_contract(root / "params.yaml"), Contract.parse(model.read_bytes())):
        found |= {("contract", text) for text in _of_contract(contract)}
    return found


def read_catalogue(text: str) -> Catalogue:
    """Read a .ts file."""
    top = ElementTree.fromstring(text)  # noqa: S314 - a file of our own
    return {
        (context.findtext("name", ""), one.findtext("source", "")): one.findtext("translation", "")
        for context in top.iter("context")
        for one in context.iter("message")
    }


def written(catalogue: Catalogue) -> str:
    """Write a .ts file, sorted, without the places in the source."""
    parts = [_HEAD]
    for context in sorted({context for context, _ in catalogue}):
        parts.append(f"<context>\n    <name>{context}</name>\n")
        for (where, source), text in sorted(catalogue.items()):
            if where == context:
                state = "" if text else ' type="unfinished"'
                parts.append(
                    f"    <message>\n        <source>{escape(source)}</source>\n"
                    f"        <translation{state}>{escape(text)}</translation>\n    </message>\n"
                )
        parts.append("</context>\n")
    return "".join([*parts, "</TS>\n"])


def compiled(ts: Path) -> bytes:
    """Compile a .ts file; the same text gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.qm"
        lrelease = Path(sys.executable).with_name("pyside6-lrelease")
        command: list[str | Path] = [lrelease, ts, "-qm", made, "-silent"]
        subprocess.run(command, check=True)  # noqa: S603 - our own arguments
        return made.read_bytes()


def wrong_placeholders(catalogue: Catalogue) -> Iterator[str]:
    """Name the translations that have other values in them than their source."""
    for (context, source), text in sorted(catalogue.items()):
        try:
            same = not text or _placeholders(text) == _placeholders(source)
        except ValueError:
            same = False
        if not same:
            yield f"other placeholders ({context}): {source!r}: {text!r}"


def check(root: Path) -> list[str]:
    """Say everything that is not in order; nothing when the catalogue is complete."""
    ts = root / FOLDER / f"{NAME}.ts"
    wanted, catalogue = messages(root), read_catalogue(ts.read_text("utf-8"))
    found = [f"missing ({c}): {text!r}" for c, text in sorted(wanted - catalogue.keys())]
    found += [f"obsolete ({c}): {text!r}" for c, text in sorted(catalogue.keys() - wanted)]
    found += [f"unfinished ({c}): {text!r}" for (c, text), said in catalogue.items() if not said]
    found += wrong_placeholders(catalogue)
    qm = ts.with_suffix(".qm")
    if not qm.exists() or qm.read_bytes() != compiled(ts):
        found.append(f"{qm.name} is not what {ts.name} compiles to")
    return found


def update(root: Path) -> list[str]:
    """Bring the catalogue in step with the sources and compile it; say what is left to do."""
    ts = root / FOLDER / f"{NAME}.ts"
    before = read_catalogue(ts.read_text("utf-8")) if ts.exists() else {}
    ts.parent.mkdir(exist_ok=True)
    after = {message: before.get(message, "") for message in messages(root)}
    ts.write_text(written(after), "utf-8", newline="\n")
    ts.with_suffix(".qm").write_bytes(compiled(ts))
    return check(root)


def main(arguments: list[str]) -> int:
    """Update or check; 0 when nothing is left to do."""
    try:
        found = check(ROOT) if "--check" in arguments else update(ROOT)
    except NotALiteralError as error:
        found = [str(error)]
    sys.stdout.write("".join(f"{line}\n" for line in found) or "The catalogue is complete.\n")
    return 1 if found else 0


def _sources(root: Path) -> Iterator[Path]:
    # Of the trainer, the gates alone are heard in the window: their sentences stand in packages.
    rooms = ("app", "engine", "trainer/evaluation/gates")
    for path in sorted(path for room in rooms for path in (root / room).rglob("*.py")):
        if not path.is_relative_to(root / "app" / "cli"):
            yield path


def _of_source(root: Path, path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for context, said in _said_by(node):
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                if said.value:  # A default of no advice says nothing.
                    yield context, said.value
            else:
                place = f"{path.relative_to(root).as_posix()}:{said.lineno}"
                message = f"{place}: write it as a literal with its values in braces"
                raise NotALiteralError(message)


def _said_by(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield the sentences that stand in one node of the source, each with its context."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in _CONTEXTS:
            yield _CONTEXTS[name], node.args[0]
        # Anything else hands on what is collected where it was made.
        made = [one.value for one in node.keywords if one.arg in _ADVICE]
        literal = ast.Constant | ast.JoinedStr | ast.BinOp
        yield from (("engine", one) for one in made if isinstance(one, literal))
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(one, ast.Name) and one.id in _ADVICE for one in targets):
            yield "engine", node.value


def _of_contract(contract: Contract) -> Iterator[str]:
    yield from (contract.title, contract.purpose, contract.provenance.statement)
    yield from (band.name for band in contract.outcome.bands)
    for column in contract.columns():
        yield from (column.label, column.help)
        if unit := getattr(column, "unit", None):
            yield unit.label
        for level in getattr(column, "values", ()):
            yield from (level.value, level.label or level.value)


def _placeholders(text: str) -> set[tuple[str, str | None, str | None]]:
    return {(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
