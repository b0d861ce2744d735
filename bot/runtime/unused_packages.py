"""Leave out what Rasa imports for doors, stores and reports that are not ours: 80 MB and a second of each start.

Only where we answer ourselves; Rasa's own commands, which plot and ask questions, get the real packages.
"""

import sys

from bot.runtime.tensorflow_free import answer_for

UNUSED = frozenset(
    {
        "aio_pika",
        "aiogram",
        "apscheduler",
        "boto3",
        "botocore",
        "fbmessenger",
        "google",
        "matplotlib",
        "prompt_toolkit",
        "pygments",
        "pykwalify",
        "pymongo",
        "questionary",
        "randomname",
        "requests",
        "sanic",
        "sentry_sdk",
        "sklearn",
        "slack_sdk",
        "socketio",
        "structlog_sentry",
        "terminaltables",
        "tqdm",
        "twilio",
        "watchfiles",
        "webexteamssdk",
    }
)


def leave_out_unused() -> None:
    """Answer for these packages with inert modules; those that are imported already stay."""
    answer_for(UNUSED - sys.modules.keys())
