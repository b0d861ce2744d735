"""Say why something cannot be taught as it was written."""

import re
from dataclasses import dataclass

from bot.nlu.lookups import lookups
from bot.teaching.comparing import TEACHABLE
from procedures_db.lexicon import read_lexicon
from procedures_db.text import fold
from procedures_db.vocabulary import LessonKind

LONGEST = 200  # characters of a text
WORDS = 6  # of a word for another
MARKUP = re.compile(r"[\[\]{}()<>|]")  # what Rasa's training data, or a page, would read as more than text
CODE = re.compile(r"[1-6]\.\d{6}")


@dataclass(frozen=True)
class Draft:
    """What somebody wants to teach: `text` means `target`, `question` shows it, `code` is the procedure answered."""

    kind: LessonKind
    text: str
    target: str
    question: str
    code: str | None


def fault_of(draft: Draft) -> str | None:
    """Return the name of what is wrong with a draft, None when it can be taught."""
    texts = (draft.text, draft.question, draft.target)
    if not all(texts):
        return "empty"
    if any(len(text) > LONGEST for text in texts):
        return "long"
    if any(MARKUP.search(text) for text in texts):
        return "markup"
    return {LessonKind.NAME: _of_name, LessonKind.WORD: _of_word, LessonKind.EXAMPLE: _of_example}[draft.kind](draft)


def code_of(text: str) -> str | None:
    """Return the procedure that what was typed names: by its code, perhaps within more, or by its short name."""
    published = lookups().published.get()
    if found := CODE.search(text):
        return found.group() if found.group() in published else None
    named = [code for code, each in published.items() if fold(each.short_name) == fold(text)]
    return named[0] if len(named) == 1 else None


def _of_name(draft: Draft) -> str | None:
    if draft.target not in lookups().published.get():
        return "no_procedure"
    return None if read_lexicon().telling_words(draft.text) else "tells_nothing"


def _of_word(draft: Draft) -> str | None:
    word = fold(draft.text)
    if not word or len(word.split()) > WORDS or word == fold(draft.target):
        return "no_word"
    known = read_lexicon().colloquial.get(word)
    return "known_word" if known is not None and known != fold(draft.target) else None


def _of_example(draft: Draft) -> str | None:
    return None if draft.target in TEACHABLE else "no_intent"
