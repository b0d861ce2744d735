"""The names of entities by which the linker tells what it found."""

LINK = "procedure"
CERTAINTY = "certainty"  # of the first candidate, from 0 to 1
PLACES = frozenset(
    {"only_place", "unlisted", "office"}
)  # entities of messages about a place or an office, which name no procedure
