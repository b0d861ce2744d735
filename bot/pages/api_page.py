"""The description of the API as a page for builders."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.open_data import description
from bot.pages.rendering import page


def show(request: Request) -> Response:
    """Show every call with its parameters, answers and the shapes of what goes in and out."""
    described = description()
    calls = [
        {"parameters": [], "requestBody": None, **call, "method": method.upper(), "path": path}
        for path, methods in described["paths"].items()
        for method, call in methods.items()
    ]
    return page(
        "api.html",
        info=described["info"],
        calls=calls,
        schemas=described["components"]["schemas"],
        address=str(request.base_url).rstrip("/"),
        kind=kind,
    )


def kind(schema: dict[str, Any]) -> str:
    """Say in a word what a value is: its shape's name, its type, or the values it may have."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}"
    found = schema.get("type", "object")
    return " or ".join(found) if isinstance(found, list) else str(found)
