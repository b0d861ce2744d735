"""Write logs as JSON, a line each, without what people typed: of a fault its kind and place, never its words."""

import logging
import traceback
from typing import Any, TextIO

import structlog
from sqlalchemy.exc import SQLAlchemyError
from structlog.typing import EventDict, Processor

from procedures_db.redaction import redact

OURS = ("bot", "actions", "procedures_db", "uvicorn")
DEEPEST = 8  # places of a fault that are told
WORDS_ARE_OURS = (SQLAlchemyError, OSError)  # neither holds values: engines hide parameters


def write_logs(stream: TextIO) -> None:
    """Send the logs of this process to a stream: to people as they are, to everything else as JSON."""
    if stream.isatty():
        return
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=BEFORE, processors=AFTER))
    root = logging.getLogger()
    root.handlers[:] = [handler]


def withhold(logger: Any, method: str, event: EventDict) -> EventDict:
    """Keep the words of other people's libraries back, which may quote a message; redact what is left."""
    record = event.get("_record")
    name = record.name if record is not None else ""
    if name.partition(".")[0] not in OURS:
        kept = ("_record", "_from_structlog", "level", "logger", "at", "exc_info", "request_id")
        event = {key: event[key] for key in kept if key in event} | {"event": f"a library tells of trouble: {name}"}
    event["event"] = redact(str(event["event"]))
    return event


def tell_fault(logger: Any, method: str, event: EventDict) -> EventDict:
    """Put the kinds and places of a fault in the place of its traceback."""
    told = event.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["fault"] = [_told(each) for each in _chain(error)]
    return event


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and len(found) < DEEPEST:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _told(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    told: dict[str, Any] = {"kind": type(error).__name__, "at": [f"{_short(f.filename)}:{f.lineno}" for f in frames]}
    if isinstance(error, WORDS_ARE_OURS):
        told["words"] = str(getattr(error, "orig", error)).partition("\n")[0]
    return told


def _short(path: str) -> str:
    return "/".join(path.split("/")[-2:])


BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]
AFTER: list[Processor] = [
    withhold,
    tell_fault,
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]
