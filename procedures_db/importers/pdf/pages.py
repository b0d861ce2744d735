"""Open a PDF and take from its pages what is drawn: lines of text and the edges of boxes."""

import ctypes
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from procedures_db.importers.pdf.streams import damaged_part

MOST_PAGES = 300
MOST_DRAWN = 5_000  # lines and strokes of a page; the portal's have some hundred
MOST_CHARACTERS = 50_000  # of a page; the portal's have some thousand
LARGEST_FILE = 50_000_000  # bytes; the largest of the portal's exports has less than a tenth
TAIL = 2048  # bytes at the end of a whole file, among which its end mark stands
HYPHEN = "\x02"  # how the library writes a hyphen at the end of a line


class NotReadable(ValueError):
    """A file that cannot be read as a PDF with text; the message says why."""


@dataclass(frozen=True)
class Line:
    """A line of text and where it stands, in points from the page's lower left corner.

    A space at its end is one that was typed: the sentence goes on in the next line.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Page:
    """What is drawn on a page; each stroke is its outline: left, bottom, right, top."""

    lines: list[Line]
    strokes: list[tuple[float, float, float, float]]


def read_pages(path: Path) -> list[Page]:
    """Read all pages; raise NotReadable when the file is damaged, locked, too long or without text."""
    content = _content(path)
    try:
        with pypdfium2.PdfDocument(content) as document:
            _check(document, content)
            pages = [_page(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        reason = "the file is encrypted" if "password" in str(error).lower() else f"the PDF is damaged: {error}"
        raise NotReadable(reason) from error
    if not any(page.lines for page in pages):
        raise NotReadable("the pages hold no text; this may be a scan")
    return pages


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotReadable(f"the file is larger than {LARGEST_FILE:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise NotReadable(f"the file cannot be opened: {error.strerror}") from error
    if not content:
        raise NotReadable("the file is empty")
    if b"%PDF-" not in content[:1024]:
        raise NotReadable("this is no PDF")
    if b"%%EOF" not in content[-TAIL:]:
        raise NotReadable("the PDF is cut off: its end is missing")
    return content


def _check(document: pypdfium2.PdfDocument, content: bytes) -> None:
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise NotReadable("the file is encrypted")
    if len(document) > MOST_PAGES:
        raise NotReadable(f"the PDF has {len(document)} pages, more than {MOST_PAGES}")
    if fault := damaged_part(content):
        raise NotReadable(f"the PDF is damaged {fault}")


def _page(page: pypdfium2.PdfPage) -> Page:
    texts = page.get_textpage()
    if raw.FPDFPage_CountObjects(page) > MOST_DRAWN or texts.count_chars() > MOST_CHARACTERS:
        raise NotReadable("a page holds more than any export's")
    typed = _typed(texts)
    lines: list[Line] = []
    strokes = []
    for drawn in page.get_objects((raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH), max_depth=1, textpage=texts):
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            strokes.append((left, bottom, right, top))
        elif text := typed.get(ctypes.addressof(drawn.raw.contents), ""):
            _add(lines, Line(text, left, bottom, right, top, drawn.get_font_size()))
    return Page([line for line in lines if line.text.strip()], strokes)


def _typed(texts: pypdfium2.PdfTextPage) -> dict[int, str]:
    """Return the characters of each text drawn, by its address, without the spaces that the library guesses."""
    typed: dict[int, list[str]] = defaultdict(list)
    for index in range(texts.count_chars()):
        drawn = raw.FPDFText_GetTextObject(texts, index)
        if drawn and not raw.FPDFText_IsGenerated(texts, index):
            character = chr(raw.FPDFText_GetUnicode(texts, index)).replace(HYPHEN, "-").replace("\x00", "")
            typed[ctypes.addressof(drawn.contents)].append(character)
    return {address: "".join(characters) for address, characters in typed.items()}


def _add(lines: list[Line], piece: Line) -> None:
    """Add a piece to the line it goes on, or as a line of its own.

    Letters with a separate accent are drawn in pieces: the letters so far, the accent over them, the rest.
    """
    if lines and _goes_on(lines[-1], piece):
        line = lines[-1]
        marks = _only_marks(piece.text)
        lines[-1] = Line(
            line.text + piece.text,
            line.left,
            line.bottom if marks else min(line.bottom, piece.bottom),
            max(line.right, piece.right),
            line.top if marks else max(line.top, piece.top),
            line.size,
        )
    else:
        lines.append(piece)


def _goes_on(line: Line, piece: Line) -> bool:
    if _only_marks(piece.text):
        return True
    return line.bottom < piece.middle < line.top and -line.size < piece.left - line.right < line.size / 2


def _only_marks(text: str) -> bool:
    return all(unicodedata.combining(character) or character.isspace() for character in text)
