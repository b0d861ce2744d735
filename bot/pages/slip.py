"""The slip to take along: what to bring, pay and wait for, on one page of paper, with a QR code to the rest."""

from collections.abc import Iterator

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from actions.aspect import AspectAction
from actions.clock import today
from actions.database import read_record
from actions.deadline import AnswerDeadline
from actions.documents import AnswerDocuments
from actions.fees import AnswerFees
from actions.place import AnswerPlace
from bot.blocks import Block
from bot.pages.rendering import page
from bot.pages.sections import Section, section_of

ROOM: dict[type[AspectAction], int] = {
    AnswerDocuments: 23,
    AnswerFees: 9,
    AnswerDeadline: 5,
    AnswerPlace: 9,
}  # lines of paper, on one page together
WIDTH = 94  # characters of a line of paper
MARGINS = {"heading": 0.7, "text": 0.25}  # lines of paper above and below


def show_slip(request: Request) -> Response:
    """Show the slip of a procedure as of today, for the circumstance that the address names, if there is such."""
    code, wanted = request.path_params["code"], request.query_params.get("truong-hop")
    record = read_record(code, today())
    if record is None:
        return page("unknown.html", 404, code=code, day=None)
    chosen = next((each for each in record.circumstances if each.key == wanted), None)
    whole = [section_of(answer, record, chosen.key if chosen else None) for answer in ROOM]
    told = list(fitting(whole))
    address = str(request.url.replace(path=f"/thu-tuc/{record.code}", query=""))
    return page(
        "slip.html",
        record=record,
        chosen=chosen,
        sections=told,
        left_out=told != whole,
        today=today(),
        address=address,
        qr=Markup(segno.make(address, error="m").svg_inline(scale=3, border=2)),  # noqa: S704  made of our address
    )


def fitting(whole: list[Section]) -> Iterator[Section]:
    """Yield what of the sections fits on the page; room that one does not need goes to the next."""
    left = 0.0
    for section, room in zip(whole, ROOM.values(), strict=True):
        kept = shortened(section, room + left)
        left += room - sum(_room(block, line) for block in kept.blocks for line in block.lines)
        yield kept


def shortened(section: Section, room: float) -> Section:
    """Return what of a section fits into so many lines of paper; no heading is left without what it heads."""
    kept: list[Block] = []
    for block in section.blocks:
        lines = []
        for line in block.lines:
            room -= _room(block, line)
            if room < 0:
                break
            lines.append(line)
        if lines:
            kept.append(Block(block.kind, lines))
    while room < 0 and kept and kept[-1].kind == "heading":
        kept.pop()
    return Section(section.aspect, section.title, kept)


def _room(block: Block, line: str) -> float:
    return 1 + len(line) // WIDTH + MARGINS.get(block.kind, 0)
