"""One's own data as a file to take away, the same at every door."""

import json
from typing import Any

FILE_NAME = "motcua.json"


def file_of(data: dict[str, Any]) -> bytes:
    """Write own data as JSON that people can read too."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
