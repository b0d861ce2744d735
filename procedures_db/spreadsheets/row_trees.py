"""The rows of one procedure as a tree of values, which still knows the row of each."""

from dataclasses import dataclass, field
from typing import Any

from procedures_db.spreadsheets.layout import Place
from procedures_db.spreadsheets.sheet_rows import Row

Path = tuple[str | int, ...]


@dataclass
class Tree:
    """The values of a procedure as ProcedureRecord takes them, and the row that each part came from."""

    procedure: dict[str, Any]
    homes: dict[Path, Row] = field(default_factory=dict)

    def place_of(self, path: Path) -> tuple[str, str]:
        """Return the place of the row that a path leads to, and the name of the column within it."""
        known = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self.homes)
        inside = [part for part in path[len(known) :] if isinstance(part, str) and part != "__root__"]
        return self.homes[known].place, "_".join(inside)


def plant(rows: list[Row]) -> Tree:
    """Make the tree of rows that are tied as they should be (`ties.py`)."""
    home = next(row for row in rows if row.sheet.place is Place.PROCEDURE)
    versions = [row for row in rows if row.sheet.place is Place.VERSION]
    tree = Tree({"code": home.code, **home.values, "versions": [row.values for row in versions]}, {(): home})
    numbers = {row.version: number for number, row in enumerate(versions)}
    tree.homes |= {("versions", number): row for number, row in enumerate(versions)}
    for row in rows:
        if row.sheet.place not in (Place.PROCEDURE, Place.VERSION):
            number = numbers.get(row.version, 0)
            _add(tree, number, row)
    return tree


def _add(tree: Tree, number: int, row: Row) -> None:
    version = tree.procedure["versions"][number]
    values = row.values
    if row.sheet.place is Place.KEYED:
        path: Path = ("versions", number, row.sheet.field, values["key"])
        version.setdefault(row.sheet.field, {})[values.pop("key")] = values
    else:
        is_sentence = row.sheet.place is Place.STATEMENT
        items = version.setdefault(values["kind"] if is_sentence else row.sheet.field, [])
        path = ("versions", number, values["kind"] if is_sentence else row.sheet.field, len(items))
        items.append(values["text"] if is_sentence else values)
    tree.homes[path] = row
