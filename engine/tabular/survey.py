"""The first pass over a text file: what its bytes are, before anyone reads them as a table."""

import codecs
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from typing_extensions import Buffer, override

from engine.errors import ReportableError
from engine.phrases import Phrase, phrase

MAX_BYTES = 2**31
_CHUNK = 2**20

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", phrase("UTF-8 with a byte order mark")),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE"),
)
_NOT_TEXT = (
    (b"PK\x03\x04", phrase("a workbook or another packed file")),
    (b"\xd0\xcf\x11\xe0", phrase("a workbook of an older kind")),
    (b"%PDF", phrase("a PDF")),
    (b"\x1f\x8b", phrase("a compressed file")),
)
# The five bytes that mean nothing in Windows-1252.
_NOT_WINDOWS = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")


class UnreadableTableError(ReportableError):
    """A file that cannot be read as a table at all."""

    code = "table-unreadable"
    default_advice = "Save the data as CSV with a header line, in UTF-8, then try again."


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass found.

    Attributes:
        codec: The name by which Python decodes the file.
        encoding: The name for people.
        sha256: Digest of all bytes.
        size: Number of all bytes.
        sample: The beginning of the text, whole lines only where the file goes on.
        notes: What a person should know of how the file is read.
    """

    codec: str
    encoding: str
    sha256: str
    size: int
    sample: str
    notes: tuple[str, ...]


def survey(file: BinaryIO, name: str) -> Survey:
    """Find out a file's encoding and digest.

    Args:
        file: The file, at its beginning.
        name: What to call it in messages.

    Raises:
        UnreadableTableError: It is empty, too large, no text, or in an encoding that is not read.
    """
    first = file.read(_CHUNK)
    _refuse_other_kinds(first, name)
    codec, encoding = next(
        ((codec, said) for bom, codec, said in _BOMS if first.startswith(bom)), ("utf-8", "UTF-8")
    )
    look = _Look(codec)
    for chunk in _chunks(first, file, name):
        look.see(chunk)
    look.end()
    notes: tuple[Phrase, ...] = ()
    if look.broken and encoding == "UTF-8" and look.windows:
        codec, encoding = "cp1252", "Windows-1252"
        notes = (
            phrase("The text is not UTF-8; it was read as Windows-1252. Check names with accents."),
        )
    elif look.broken:
        raise UnreadableTableError(
            phrase(
                "{name} is neither {encoding} nor another text that is read.",
                name=name,
                encoding=encoding,
            )
        )
    if look.nul_line:
        raise _nul_in(name, look.nul_line)
    return Survey(codec, encoding, look.sha256, look.size, _sample(first, codec), notes)


class Digesting(io.RawIOBase):
    """A file that keeps the digest and the size of what was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """Digest of all bytes so far."""
        return self._digest.hexdigest()

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        data = self._file.read(len(view))
        view[: len(data)] = data
        self._digest.update(data)
        self.size += len(data)
        return len(data)


class _Look:
    """What one pass over the chunks keeps in mind."""

    def __init__(self, codec: str) -> None:
        self._decoder = codecs.getincrementaldecoder(codec)()
        self._digest = hashlib.sha256()
        self._lines = 1
        self.size = 0
        self.broken = False
        self.windows = True
        self.nul_line = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def see(self, chunk: bytes) -> None:
        self._digest.update(chunk)
        self.size += len(chunk)
        self.windows = self.windows and not any(byte in chunk for byte in _NOT_WINDOWS)
        text = self._decoded(chunk, final=False)
        if "\0" in text and not self.nul_line:
            self.nul_line = self._lines + text.count("\n", 0, text.index("\0"))
        self._lines += text.count("\n")

    def end(self) -> None:
        self._decoded(b"", final=True)

    def _decoded(self, chunk: bytes, *, final: bool) -> str:
        if not self.broken:
            try:
                return self._decoder.decode(chunk, final)
            except UnicodeDecodeError:
                self.broken = True
        return chunk.decode("latin-1")


def _chunks(first: bytes, file: BinaryIO, name: str) -> Iterator[bytes]:
    chunk, seen = first, 0
    while chunk:
        seen += len(chunk)
        if seen > MAX_BYTES:
            raise UnreadableTableError(
                phrase(
                    "{name} is larger than {most} GiB, the most that is read.",
                    name=name,
                    most=MAX_BYTES // 2**30,
                ),
                advice=phrase("Take the rows and columns that are needed into a smaller file."),
            )
        yield chunk
        chunk = file.read(_CHUNK)


def _nul_in(name: str, line: int) -> UnreadableTableError:
    return UnreadableTableError(
        phrase(
            "{name} holds a NUL character in line {line}; a text file has none.",
            name=name,
            line=line,
        ),
        advice=phrase("If it was saved as Unicode or UTF-16, save it as UTF-8, then try again."),
    )


def _refuse_other_kinds(first: bytes, name: str) -> None:
    if not first:
        raise UnreadableTableError(phrase("{name} is empty.", name=name))
    for mark, kind in _NOT_TEXT:
        if first.startswith(mark):
            raise UnreadableTableError(
                phrase("{name} is {kind}, not a text file.", name=name, kind=kind)
            )


def _sample(first: bytes, codec: str) -> str:
    text = first.decode(codec, "ignore")
    if len(first) < _CHUNK:
        return text
    ends = [text.rfind(end) + 1 for end in ("\n", "\r")]
    return text[: max(ends) or len(text)]
