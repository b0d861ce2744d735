"""The only reader of the environment on this floor."""

import os
import re
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from actions.settings import BadSetting, contact_secret, dossier_settings, retention_days

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = (ROOT / "tests/questions/questions.jsonl", ROOT / "tests/questions/second.jsonl")
SECRETS = (
    "MOTCUA_DOSSIER_SECRET",
    "MOTCUA_DOSSIER_TOKEN",
    "MOTCUA_METRICS_TOKEN",
    "MOTCUA_CONTACT_SECRET",
    "TELEGRAM_SECRET",
)
DEBUGGING = ("MOTCUA_TODAY", "PYTHONASYNCIODEBUG", "PYTHONDEVMODE", "PYTHONINSPECT")


@dataclass(frozen=True)
class TelegramSettings:
    """How the Telegram door is reached; without a webhook address it asks Telegram for what is new."""

    token: str = field(repr=False)
    webhook_url: str | None = None
    secret: str = field(default="", repr=False)
    api: str = "https://api.telegram.org"


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
    target: int = 80
    telegram: TelegramSettings | None = None
    dossier_tries_an_hour: int = 60
    ratings_an_hour: int = 60
    sign_ins_a_minute: int = 20
    questions: tuple[Path, ...] = ()
    retention: timedelta = timedelta(days=90)
    requests_a_minute: int = 30_000
    simultaneous: int = 500
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)
    production: bool = False
    metrics_token: str = field(default="", repr=False)
    slow_milliseconds: int = 500
    workers: int = 1
    redis_url: str | None = field(default=None, repr=False)


def read_settings() -> Settings:
    """Read MOTCUA_HOST, MOTCUA_PORT and the others that the README lists.

    Raises BadSetting when one has no usable value.
    """
    dossier_settings(), contact_secret()  # used by the actions; what is wrong with them is told at the start
    return Settings(
        host=os.environ.get("MOTCUA_HOST", "127.0.0.1"),
        port=_number("MOTCUA_PORT", 8000, 65535),
        models=Path(os.environ.get("MOTCUA_MODELS", ROOT / "models")),
        conversation_lifetime=timedelta(hours=_number("MOTCUA_CONVERSATION_HOURS", 24, 24 * 90)),
        origins=_origins(os.environ.get("MOTCUA_ORIGINS", "")),
        messages_a_minute=_number("MOTCUA_MESSAGES_A_MINUTE", 60, 10**6),
        lookups_a_minute=_number("MOTCUA_LOOKUPS_A_MINUTE", 600, 10**6),
        target=_number("MOTCUA_TARGET", 80, 100),
        telegram=_telegram(os.environ.get("TELEGRAM_TOKEN", "")),
        dossier_tries_an_hour=_number("MOTCUA_DOSSIER_TRIES_AN_HOUR", 60, 10**6),
        ratings_an_hour=_number("MOTCUA_RATINGS_AN_HOUR", 60, 10**6),
        sign_ins_a_minute=_number("MOTCUA_SIGN_INS_A_MINUTE", 20, 10**6),
        questions=_questions(os.environ.get("MOTCUA_QUESTIONS")),
        retention=timedelta(days=retention_days()),
        requests_a_minute=_number("MOTCUA_REQUESTS_A_MINUTE", 30_000, 10**9),
        simultaneous=_number("MOTCUA_SIMULTANEOUS", 500, 10**5),
        trusted_proxies=_proxies(os.environ.get("MOTCUA_TRUSTED_PROXIES", "127.0.0.1")),
        production=_switch("MOTCUA_PRODUCTION"),
        metrics_token=os.environ.get("MOTCUA_METRICS_TOKEN", ""),
        slow_milliseconds=_number("MOTCUA_SLOW_MILLISECONDS", 500, 10**6),
        workers=_number("MOTCUA_WORKERS", 1, 64),
        redis_url=_redis(os.environ.get("REDIS_URL", "")),
    )


def secrets_in_use() -> dict[str, str]:
    """Return what nobody else may know, by the name of its variable; what is not set is left out."""
    found = {name: os.environ.get(name, "") for name in SECRETS}
    return {name: value for name, value in found.items() if value}


def metrics_folder() -> str | None:
    """Return the folder in which several processes add up what they count, None for one process."""
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR") or None


def debugging() -> list[str]:
    """Return the variables that are set and belong to no server for the public."""
    return [name for name in DEBUGGING if os.environ.get(name)]


def set_default(name: str, value: str) -> None:
    """Set a variable of the process for libraries that read it, unless it is set."""
    os.environ.setdefault(name, value)


def _number(name: str, default: int, most: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise BadSetting(f"{name} must be a whole number from 1 to {most}, not {text!r}.")
    return int(text)


def _questions(text: str | None) -> tuple[Path, ...]:
    """Return the files of labelled questions that lessons are tried on, ours where the source has them."""
    named = QUESTIONS if text is None else tuple(Path(part) for part in text.split(os.pathsep) if part)
    missing = [path for path in named if not path.is_file()]
    if text is not None and missing:
        raise BadSetting(f"MOTCUA_QUESTIONS names {str(missing[0])!r}, which is no file.")
    return tuple(path for path in named if path not in missing)


def _switch(name: str) -> bool:
    text = os.environ.get(name, "")
    if text not in ("", "0", "1"):
        raise BadSetting(f"{name} is 1 or 0, not {text!r}.")
    return text == "1"


def _proxies(text: str) -> tuple[str, ...]:
    """Return the addresses and networks whose X-Forwarded- headers are believed; "none" is nobody."""
    parts = () if text == "none" else tuple(text.replace(",", " ").split())
    try:
        return tuple(str(ip_network(part)) if "/" in part else str(ip_address(part)) for part in parts)
    except ValueError as error:
        raise BadSetting(f"MOTCUA_TRUSTED_PROXIES lists addresses such as 10.0.0.5 or 10.0.0.0/24: {error}.") from error


def _origins(text: str) -> tuple[str, ...]:
    """Return the sites that may embed the widget, of a list such as "https://a.vn, https://b.vn"."""
    origins = tuple(part.rstrip("/") for part in text.replace(",", " ").split())
    for origin in origins:
        if not re.fullmatch(r"https?://[^/\s*]+", origin):
            raise BadSetting(f"MOTCUA_ORIGINS lists sites such as https://xa.haiphong.gov.vn, not {origin!r}.")
    return origins


def _redis(text: str) -> str | None:
    """Return the address of Redis, which is not shown: it may hold a password."""
    if text and not re.fullmatch(r"(rediss?|unix)://\S+", text):
        raise BadSetting("REDIS_URL must be an address such as redis://127.0.0.1:6379/0.")
    return text or None


def _telegram(token: str) -> TelegramSettings | None:
    """Read the other TELEGRAM_ variables; without a token the door stays closed. No message shows a secret."""
    if not token:
        return None
    if not re.fullmatch(r"\d+:[\w-]+", token, re.ASCII):
        raise BadSetting("TELEGRAM_TOKEN is what BotFather gives: digits, a colon, then letters and digits.")
    api = _address("TELEGRAM_API", os.environ.get("TELEGRAM_API") or TelegramSettings.api, "https?")
    webhook = os.environ.get("TELEGRAM_WEBHOOK_URL")
    if not webhook:
        return TelegramSettings(token, api=api)
    secret = os.environ.get("TELEGRAM_SECRET", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise BadSetting("TELEGRAM_SECRET must be 16 to 256 of A-Z, a-z, 0-9, _ and - when there is a webhook.")
    return TelegramSettings(token, _address("TELEGRAM_WEBHOOK_URL", webhook, "https"), secret, api)


def _address(name: str, text: str, scheme: str) -> str:
    """Return an address without a slash at its end."""
    if not re.fullmatch(scheme + r"://[^\s/?#@]+(/[^\s?#]*)?", text):
        raise BadSetting(f"{name} must be an address such as https://motcua.example.vn.")
    return text.rstrip("/")
