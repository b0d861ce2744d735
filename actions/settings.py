"""The only reader of the environment on this floor."""

import os
from datetime import date


def fixed_today() -> date | None:
    """Return MOTCUA_TODAY (YYYY-MM-DD), to try the answers of another day; None for the real day.

    Raises ValueError when it is set to something else.
    """
    text = os.environ.get("MOTCUA_TODAY")
    return date.fromisoformat(text) if text else None
