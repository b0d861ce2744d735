"""Tell which of several titles a person's words mean."""

from collections import Counter

from procedures_db.lexicon import read_lexicon

ENOUGH = 0.5


def closest(titles: list[str], text: str) -> int | None:
    """Return the number of the title whose own words a text has most of; None when unsure.

    A word that several titles share tells nothing; at least half of a title's own words must be
    there, and no other title may have as large a share.
    """
    said = set(_words(text))
    kept = [set(_words(title)) for title in titles]
    shared = {word for word, count in Counter(word for words in kept for word in words).items() if count > 1}
    shares = [len((words - shared) & said) / max(len(words - shared), 1) for words in kept]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= ENOUGH and shares.count(best) == 1 else None


def _words(text: str) -> list[str]:
    lexicon = read_lexicon()
    return [word for word in lexicon.keywords(text) if word not in lexicon.weak_words]
