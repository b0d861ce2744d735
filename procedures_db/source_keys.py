"""Name the sources of a version in one way: what a key is called says nothing, what it leads to does."""

from typing import Any

from procedures_db.records import Fact, SourceRecord, VersionRecord


def is_fact(held: Any) -> bool:
    """Say whether a field holds facts, which may have sources of their own."""
    return isinstance(held, type) and issubclass(held, Fact)


FACTS = tuple(name for name, field in VersionRecord.__fields__.items() if is_fact(field.type_))


def with_plain_keys(version: VersionRecord) -> VersionRecord:
    """Return the version with its other sources named s1, s2 … in the order of their first use.

    Sources that say the same become one, those that no fact names are left out, and a fact whose
    source is the version's own names none.
    """
    if not version.other_sources:
        return version
    names: dict[tuple[object, ...], str | None] = {_said(version.source): None}
    sources: dict[str, SourceRecord] = {}
    facts: dict[str, list[Any]] = {kind: [] for kind in FACTS}
    for kind in FACTS:
        for fact in getattr(version, kind):
            source = version.other_sources.get(fact.source, version.source)
            if _said(source) not in names:
                name = f"s{len(sources) + 1}"
                names[_said(source)], sources[name] = name, source
            facts[kind].append(fact.copy(update={"source": names[_said(source)]}))
    return version.copy(update={**facts, "other_sources": sources})


def _said(source: SourceRecord) -> tuple[object, ...]:
    return tuple(source.dict().values())
