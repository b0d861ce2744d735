"""The names of entities by which the linker tells what it found."""

LINK = "procedure"
ASPECT = "aspect"  # one of those that a message asks after, where it asks after several
CERTAINTY = "certainty"  # of the first candidate, from 0 to 1
PLACES = frozenset(
    {"only_place", "unlisted", "office"}
)  # entities of messages about a place or an office, which name no procedure
