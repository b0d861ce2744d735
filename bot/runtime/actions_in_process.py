"""Run custom actions in this process: an endpoint that calls rasa_sdk's executor, no HTTP hop."""

import json
import logging
from types import ModuleType
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.rendering import render

log = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """Stands where Rasa expects the address of an action server."""

    def __init__(self, package: ModuleType) -> None:
        """Register every action found in a package."""
        super().__init__(selective_domain=True)  # none of our actions looks at the domain
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *arguments: Any, **options: Any) -> dict[str, Any] | None:
        """Run the action that Rasa asks for; a rejection is told as Rasa expects it, as HTTP 400."""
        try:
            result = await self._executor.run(options["json"])
        except ActionExecutionRejection as rejection:
            details = {"action_name": rejection.action_name, "error": rejection.message}
            raise ClientResponseError(400, rejection.message, json.dumps(details)) from rejection
        except Exception:  # Rasa would drop it without a word to the person
            log.exception("an action failed")
            return {"events": [], "responses": [{"text": render("trouble"), "custom": {"outcome": "refused"}}]}
        return dict(result) if result is not None else None
