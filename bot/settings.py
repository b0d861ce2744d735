"""The only reader of the environment on this floor."""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it."""


@dataclass(frozen=True)
class Settings:
    """How this process runs."""

    host: str
    port: int
    models: Path
    conversation_lifetime: timedelta
    origins: tuple[str, ...] = ()
    messages_a_minute: int = 60
    lookups_a_minute: int = 600
    sign_ins_a_minute: int = 20


def read_settings() -> Settings:
    """Read MOTCUA_HOST, MOTCUA_PORT and the others that the README lists.

    Raises BadSetting when one has no usable value.
    """
    return Settings(
        host=os.environ.get("MOTCUA_HOST", "127.0.0.1"),
        port=_number("MOTCUA_PORT", 8000, 65535),
        models=Path(os.environ.get("MOTCUA_MODELS", ROOT / "models")),
        conversation_lifetime=timedelta(hours=_number("MOTCUA_CONVERSATION_HOURS", 24, 24 * 90)),
        origins=_origins(os.environ.get("MOTCUA_ORIGINS", "")),
        messages_a_minute=_number("MOTCUA_MESSAGES_A_MINUTE", 60, 10**6),
        lookups_a_minute=_number("MOTCUA_LOOKUPS_A_MINUTE", 600, 10**6),
        sign_ins_a_minute=_number("MOTCUA_SIGN_INS_A_MINUTE", 20, 10**6),
    )


def set_default(name: str, value: str) -> None:
    """Set a variable of the process for libraries that read it, unless it is set."""
    os.environ.setdefault(name, value)


def _number(name: str, default: int, most: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise BadSetting(f"{name} must be a whole number from 1 to {most}, not {text!r}.")
    return int(text)


def _origins(text: str) -> tuple[str, ...]:
    """Return the sites that may embed the widget, of a list such as "https://a.vn, https://b.vn"."""
    origins = tuple(part.rstrip("/") for part in text.replace(",", " ").split())
    for origin in origins:
        if not re.fullmatch(r"https?://[^/\s*]+", origin):
            raise BadSetting(f"MOTCUA_ORIGINS lists sites such as https://xa.haiphong.gov.vn, not {origin!r}.")
    return origins
