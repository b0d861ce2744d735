"""What is written with capital letters and is nobody: communes, countries, offices, laws, things."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.personal.letters import Word, plain
from procedures_db.personal.wording import forms

COMMUNES = Path(__file__).parents[1] / "catalogue" / "communes.yml"
LONGEST = 3  # words of a thing


def is_known(words: list[Word], first: int, run: int) -> bool:
    """Say whether so many words with capital letters begin the name of a place, a body or a thing."""
    accented, said = words[first].accented, [word.written for word in words[first : first + LONGEST]]
    known = _known(accented)
    if any(" ".join(said[:length]) in known for length in range(2, len(said) + 1)):
        return True
    return said[0] in forms("names", "bodies", accented) or (run == 1 and said[0] in known)


@lru_cache
def _known(accented: bool) -> frozenset[str]:
    """Return what is no person, in small letters: of words.yml, and communes of today and before, and districts."""
    facts = YAML(typ="safe").load(COMMUNES.read_text(encoding="utf-8"))["communes"]
    told = [name.partition(" (")[0].lower() for fact in facts for name in _names(fact)]
    bare = map(_without_kind, told)
    return forms("names", "known", accented) | {name if accented else plain(name) for name in bare}


def _names(fact: dict[str, Any]) -> list[str]:
    return [fact["name"], *fact.get("districts", []), *fact.get("former", [])]


def _without_kind(name: str) -> str:
    """Return the name of a commune without the word that says whether it is a ward, a commune or a town."""
    kinds = sorted(forms("addresses", "communes", True), key=len, reverse=True)
    kind = next((kind for kind in kinds if name.startswith(f"{kind} ")), "")
    return name[len(kind) :].strip()
