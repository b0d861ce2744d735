"""Turn facts into Vietnamese: templates, the words of closed lists, amounts and dates."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache
def words() -> dict[str, Any]:
    """Return the words shown for closed lists, titles of aspects and fixed sentences."""
    return YAML(typ="safe").load((TEMPLATES / "words.yml").read_text(encoding="utf-8"))


def render(template: str, **values: Any) -> str:
    """Fill a template; blank lines are folded and ends trimmed."""
    text = _environment().get_template(f"{template}.txt").render(**values)
    lines = [line.strip() for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def compile_templates() -> None:
    """Read every template, so that no message waits for it."""
    for name in _environment().list_templates():
        if name.endswith(".txt"):
            _environment().get_template(name)


def dong(amount: int) -> str:
    """Write an amount in đồng: 8000 becomes "8.000 đồng"."""
    return words()["amount"].format(thousands(amount))


def thousands(count: int) -> str:
    """Write a whole number with dots between thousands: 1000 becomes "1.000"."""
    return f"{count:,}".replace(",", ".")


def day(value: date) -> str:
    """Write a date as 22/11/2026."""
    return value.strftime("%d/%m/%Y")


def weekday(value: date) -> str:
    """Write the day of the week."""
    return words()["weekdays"][value.weekday()]


def first_upper(text: str) -> str:
    """Begin a sentence: the first letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def number(value: Decimal) -> str:
    """Write a number without needless zeros, with a decimal comma."""
    return f"{value.normalize():f}".replace(".", ",")


def listed(values: Iterable[Any], part: str) -> str:
    """Write words of a closed list side by side: "trực tiếp, trực tuyến"."""
    return ", ".join(words()[part][str(value)] for value in values)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  plain text; each door escapes for itself
    )
    environment.filters.update(
        first_upper=first_upper, dong=dong, day=day, weekday=weekday, number=number, listed=listed, thousands=thousands
    )
    environment.globals["words"] = words()
    return environment
