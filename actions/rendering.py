"""Turn facts into Vietnamese: templates, the words of closed lists, amounts and dates."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from actions.clock import HAI_PHONG
from procedures_db.opening import Week

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


def dong(amount: int) -> str:
    """Write an amount in đồng: 8000 becomes "8.000 đồng"."""
    return words()["amount"].format(thousands(amount))


def thousands(count: int) -> str:
    """Write a whole number with dots between thousands: 1000 becomes "1.000"."""
    return f"{count:,}".replace(",", ".")


def day(value: date) -> str:
    """Write a date as 22/11/2026."""
    return value.strftime("%d/%m/%Y")


def moment(value: datetime) -> str:
    """Write a time that is stored in UTC as the clocks of Hải Phòng show it: 14:30 22/11/2026."""
    return city_time(value).strftime("%H:%M %d/%m/%Y")


def city_time(value: datetime) -> datetime:
    """Return a time that is stored in UTC as that of Hải Phòng, without a zone."""
    return value.replace(tzinfo=UTC).astimezone(HAI_PHONG).replace(tzinfo=None)


def weekday(value: date) -> str:
    """Write the day of the week."""
    return words()["weekdays"][value.weekday()]


def clock(value: time) -> str:
    """Write a time of the day as 07:30."""
    return value.strftime("%H:%M")


def week(hours: Week) -> str:
    """Write the hours of a week; weekdays in a row that have the same ones are told together."""
    parts = []
    for (spans, _), days in groupby(enumerate(sorted(hours)), key=lambda each: (hours[each[1]], each[1] - each[0])):
        first, *rest = (words()["weekdays"][number] for _, number in days)
        named = words()["from_to"].format(first, rest[-1]) if rest else first
        times = [words()["span"].format(clock(span.opens), clock(span.closes)) for span in spans]
        parts.append(f"{named} {', '.join(times)}")
    return "; ".join(parts)


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
        clock=clock,
        day=day,
        dong=dong,
        first_upper=first_upper,
        listed=listed,
        moment=moment,
        number=number,
        thousands=thousands,
        week=week,
        weekday=weekday,
    )
    environment.globals["words"] = words()
    return environment
