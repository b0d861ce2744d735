"""Turn facts into HTML: templates that escape everything they are given."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML
from starlette.responses import HTMLResponse

from actions.rendering import day, dong, first_upper, listed, moment, number, thousands, weekday, words
from bot.review.tables import titles

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
WIDGET = Path(__file__).parent.parent / "widget"


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template and send it."""
    return HTMLResponse(environment().get_template(template).render(**values), status)


@lru_cache
def said() -> dict[str, Any]:
    """Return the words of the pages behind the sign-in."""
    words_of_staff: dict[str, Any] = YAML(typ="safe").load((TEMPLATES / "staff" / "words.yml").read_text("utf-8"))
    return words_of_staff


@lru_cache
def environment() -> Environment:
    """Return where templates of the pages and of the widget are found."""
    environment = Environment(
        loader=FileSystemLoader([TEMPLATES, WIDGET]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    environment.filters.update(
        day=day,
        dong=dong,
        first_upper=first_upper,
        listed=listed,
        moment=moment,
        number=number,
        thousands=thousands,
        weekday=weekday,
    )
    environment.globals["words"] = words()
    environment.globals["titles"] = titles()
    environment.globals["said"] = said()
    return environment
