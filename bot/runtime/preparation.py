"""What has to happen before the first import of Rasa."""

import logging
import warnings

from bot.runtime.tensorflow_free import stand_in_for_tensorflow
from bot.runtime.unused_packages import leave_out_unused
from bot.settings import set_default

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "1",
}


def prepare_rasa(log_level: int = logging.ERROR, *, only_to_answer: bool = False) -> None:
    """Make Rasa importable and quiet; may be called more than once.

    `only_to_answer` leaves out what Rasa imports for other doors, stores and reports.
    """
    for name, value in QUIET.items():
        set_default(name, value)
    stand_in_for_tensorflow()
    if only_to_answer:
        leave_out_unused()
    with warnings.catch_warnings(record=True):  # Sanic switches deprecation warnings on while it is imported
        import rasa.core.agent  # noqa: F401
        from rasa.utils.log_utils import configure_structlog

        from bot.runtime.plain_state import keep_state_plain
        from bot.runtime.quiet_copies import copy_quietly
        from bot.runtime.rule_lookup import narrow_rules
        from bot.runtime.straight_graph import run_straight
        from bot.runtime.validation import cache_validation
    warnings.simplefilter("ignore")
    configure_structlog(log_level)
    logging.getLogger("rasa").setLevel(log_level)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    for adapt in (cache_validation, run_straight, narrow_rules, copy_quietly, keep_state_plain):
        adapt()
