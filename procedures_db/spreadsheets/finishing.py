"""Write beside the place a file is meant for, and put it there when it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def finished(path: Path) -> Iterator[Path]:
    """Give a path to write a file or a folder to; it becomes `path` at the end, unless an exception ends it.

    Raises FileExistsError when something is there already, FileNotFoundError when its folder is not.
    """
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise FileExistsError(f"There is a {path} already, and nothing was written over it. Give another name.")
    if not path.absolute().parent.is_dir():
        raise FileNotFoundError(f"There is no folder {path.absolute().parent}.")
    with TemporaryDirectory(dir=path.absolute().parent, prefix=".motcua-") as folder:
        unfinished = Path(folder) / path.name
        yield unfinished
        os.replace(unfinished, path)
