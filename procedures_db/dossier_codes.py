"""What the code of a dossier tells by itself."""

from datetime import date, datetime


def filed_on(code: str) -> date | None:
    """Return the day in a dossier code such as H24.11-260801-0012, or None when there is no such day."""
    parts = code.split("-")
    try:
        return datetime.strptime(parts[-2], "%y%m%d").date()
    except (IndexError, ValueError):
        return None
