"""Read the forms of pages: few fields, bounded in size, without control characters."""

import unicodedata
from urllib.parse import parse_qs

from starlette.requests import Request

from bot.channels.web import Problem, read_body

FORM = "application/x-www-form-urlencoded"
FIELDS = 8  # of a form, at most
CONTROL = "Cc"  # the category of Unicode


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form, the last of each name; raise Problem for too many, or what `read_body` raises."""
    body = await read_body(request, FORM)
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=FIELDS)
    except ValueError as error:
        raise Problem(422, f"Send at most {FIELDS} fields.") from error
    return {name: _readable(values[-1]) for name, values in fields.items()}


def _readable(text: str) -> str:
    """Leave out control characters: a database may refuse them, and a page cannot show them."""
    kept = text.replace("\r\n", "\n")
    return "".join(letter for letter in kept if letter in "\n\t" or unicodedata.category(letter) != CONTROL)
