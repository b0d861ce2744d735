"""How uvicorn serves the application: patient with nobody, its proxies' headers left to the application."""

from typing import Any

from bot.settings import Settings

LEAVING = 20  # seconds for requests under way when the server stops
IDLE = 5  # seconds that a connection may wait for the next request


def server_options(settings: Settings) -> dict[str, Any]:
    """Return the options of a server."""
    return {
        "host": settings.host,
        "port": settings.port,
        "http": "bot.channels.patience:Patient",
        "ws": "none",
        "log_level": "error",
        "log_config": None,
        "access_log": False,
        "proxy_headers": False,
        "server_header": False,
        "timeout_keep_alive": IDLE,
        "timeout_graceful_shutdown": LEAVING,
    }
