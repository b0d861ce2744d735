"""Tell secrets that somebody could guess: short ones, well-known words, sequences and repetitions."""

from itertools import pairwise

SHORTEST = 32  # characters
VARIED = 12  # different characters that a secret has at least
TURNS = 20  # different pairs of steps from character to character; what `openssl rand -hex 32` gives has 50 and more
WELL_KNOWN = ("secret", "password", "changeme", "example", "motcua", "qwerty", "ytrewq", "asdfgh", "zxcvbn")


def can_be_guessed(secret: str) -> bool:
    """Say whether a secret is none."""
    known = any(word in secret.lower() for word in WELL_KNOWN)
    return len(secret) < SHORTEST or len(set(secret)) < VARIED or known or is_regular(secret)


def is_regular(text: str) -> bool:
    """Say whether a text is made of runs (abc, 987) or repeats itself: few pairs of steps are all that it has.

    A run has one pair, whatever its length and direction; a part that comes again adds none.
    """
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return len({*pairwise(steps)}) < min(TURNS, len(text) * 2 // 3)
