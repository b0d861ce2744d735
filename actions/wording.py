"""Tell which of several titles a person's words mean."""

from collections import Counter
from collections.abc import Sequence

from procedures_db.lexicon import read_lexicon
from procedures_db.text import fold

ENOUGH = 0.5
Titles = Sequence[tuple[str, Sequence[str]]]


def closest(titles: Titles, text: str, known: str = "") -> int | None:
    """Return the number of the title that a text means, of (title, other ways to say it); None when unsure.

    One of the other ways must stand in the text as it is. Of a title itself, a word that several
    titles share, or that is `known` anyway, tells nothing; at least half of its own words must be
    there. No other title may fit as well.
    """
    own = _own_words([title for title, _ in titles], set(_words(known)))
    said = set(_words(text))
    fits = [
        1.0 if _stands_in(text, ways) else len(words & said) / max(len(words), 1)
        for (_, ways), words in zip(titles, own, strict=True)
    ]
    best = max(fits, default=0.0)
    return fits.index(best) if best >= ENOUGH and fits.count(best) == 1 else None


def _own_words(titles: list[str], known: set[str]) -> list[set[str]]:
    kept = [set(_words(title)) for title in titles]
    shared = {word for word, count in Counter(word for words in kept for word in words).items() if count > 1}
    return [words - shared - known for words in kept]


def _stands_in(text: str, ways: Sequence[str]) -> bool:
    folded = f" {fold(text)} "
    return any(f" {fold(way)} " in folded for way in ways)


def _words(text: str) -> list[str]:
    lexicon = read_lexicon()
    return [word for word in lexicon.keywords(text) if word not in lexicon.weak_words]
