"""Vietnamese text: one normal form, and a folded form without diacritics."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\u0300-\u036f]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOT_WORD = re.compile(r"[^\w.\-/]+|(?<!\d)[.\-/]|[.\-/](?!\d)|_")


class _Printable(dict[int, str]):
    """What each character is shown as, looked up once: invisible ones vanish, control characters part words."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        shown = "" if _INVISIBLE.match(char) else " " if unicodedata.category(char)[0] == "C" else char
        return self.setdefault(point, shown)


_PRINTABLE = _Printable()


def tidy(text: str) -> str:
    """Return NFC text without control or invisible characters, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_PRINTABLE).split())


@lru_cache(maxsize=64)  # the few texts of a message, which are folded over and over; none is kept for long
def fold(text: str) -> str:
    """Return lower-case words without diacritics: "Đăng ký" becomes "dang ky".

    Old and new placement of tone marks fold to the same word; dots, dashes and slashes stay only
    between digits, so that codes and numbers survive.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d").replace("\u0110", "d"))
    return " ".join(_NOT_WORD.sub(" ", _MARKS.sub("", decomposed)).split())


def has_diacritics(text: str) -> bool:
    """Say whether a text carries any Vietnamese diacritic."""
    return fold(text) != " ".join(_NOT_WORD.sub(" ", text.lower()).split())
