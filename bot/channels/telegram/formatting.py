"""Turn an answer into messages of Telegram's HTML, none longer than Telegram takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.blocks import Block, blocks
from bot.channels.telegram.wording import sayings
from bot.messages import Answer

LONGEST = 4096  # units of UTF-16 in one message, tags not counted
_TAGS = {"title": "b", "heading": "b", "source": "i", "chosen": "blockquote"}


@dataclass(frozen=True)
class Line:
    """A line as it is shown and as it is written in HTML."""

    shown: str
    html: str

    @property
    def length(self) -> int:
        """Count as Telegram does, with the end of the line."""
        return units(self.shown) + 1


def messages(answer: Answer, chosen: str | None = None) -> list[str]:
    """Return the messages of an answer; `chosen` is the title of the button that asked for it."""
    parts = [Block("chosen", [chosen])] if chosen else []
    parts += blocks(answer.text, titled=answer.titled)
    source = answer.details.get("source")
    paragraphs = [list(_lines(block, source)) for block in parts]
    return ["\n".join(line.html for line in message) for message in _packed(_kept_together(parts, paragraphs))]


def units(text: str) -> int:
    """Return the length of a text in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(block: Block, source: str | None) -> Iterator[Line]:
    for number, text in enumerate(block.lines, 1):
        mark = {"list": "• ", "steps": f"{number}. "}.get(block.kind, "")
        pieces = list(_pieces(mark + text))
        yield from (_line(block.kind, piece) for piece in pieces[:-1])
        yield _linked(pieces[-1], source) if block.kind == "source" and number == 1 else _line(block.kind, pieces[-1])


def _line(kind: str, text: str) -> Line:
    tag = _TAGS.get(kind)
    return Line(text, f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text))


def _linked(text: str, address: str | None) -> Line:
    plain, words = _line("source", text), sayings()["open_source"]
    if not (address or "").startswith("https://") or plain.length + units(words) > LONGEST:
        return plain
    return Line(f"{text} {words}", f'{plain.html} <a href="{escape(address or "")}">{escape(words)}</a>')


def _pieces(text: str) -> Iterator[str]:
    """Cut a line that no message can hold, between words where there are any."""
    while units(text) >= LONGEST:
        head = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore")
        head = head[: head.rfind(" ") + 1] or head
        yield head.rstrip()
        text = text[len(head) :]
    yield text


def _kept_together(parts: list[Block], paragraphs: list[list[Line]]) -> Iterator[list[Line]]:
    """Yield paragraphs; a title, a heading or what was chosen stays with what follows it."""
    held: list[Line] = []
    for block, lines in zip(parts, paragraphs, strict=True):
        held += lines
        if block.kind not in ("title", "heading", "chosen"):
            yield held
            held = []
    if held:
        yield held


def _packed(paragraphs: Iterator[list[Line]]) -> list[list[Line]]:
    """Fill messages with whole paragraphs, or with whole lines of one that is longer than a message."""
    packed: list[list[Line]] = []
    for paragraph in paragraphs:
        whole = _length(paragraph) <= LONGEST
        for part in [paragraph] if whole else [[line] for line in paragraph]:
            if packed and _length([*packed[-1], *part]) <= LONGEST:
                packed[-1].extend(part)
            else:
                packed.append(list(part))
    return packed


def _length(lines: list[Line]) -> int:
    return sum(line.length for line in lines)
