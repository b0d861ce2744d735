"""Rasa's own command line on this project: prepared, with our places and our actions filled in."""

import os
import sys

from bot.runtime.preparation import prepare_rasa
from bot.settings import ROOT

DOMAIN = ["--domain", "bot/domain"]
PLACES = {
    ("train",): [*DOMAIN, "--data", "nlu_data", "bot/rules", "--out", "models"],
    ("data", "validate"): [*DOMAIN, "--data", "nlu_data", "bot/rules"],
    ("test", "core"): ["--stories", "tests/conversations", "--out", "results"],
    ("test", "nlu"): [*DOMAIN, "--nlu", "nlu_data", "--out", "results"],
    ("shell",): [],
    ("run",): [],
}


def run_rasa(arguments: list[str]) -> None:
    """Run Rasa with arguments; places that are not given are those of this project."""
    os.chdir(ROOT)
    prepare_rasa()
    from rasa.__main__ import main

    _act_in_process()
    sys.argv = ["rasa", *with_places(arguments)]
    main()


def with_places(arguments: list[str]) -> list[str]:
    """Add the project's domain, data and stories where the command takes them and they are not given."""
    for command, places in PLACES.items():
        if tuple(arguments[: len(command)]) == command:
            return arguments + _missing(places, arguments)
    return arguments


def _missing(places: list[str], given: list[str]) -> list[str]:
    missing: list[str] = []
    wanted = True
    for word in places:
        if word.startswith("--"):
            wanted = word not in given
        if wanted:
            missing.append(word)
    return missing


def _act_in_process() -> None:
    """Let commands that run actions find ours without an action server."""
    from rasa.core.utils import AvailableEndpoints

    import actions
    from bot.runtime.actions_in_process import InProcessActions

    read = AvailableEndpoints.read_endpoints

    def read_endpoints(path: str) -> AvailableEndpoints:
        endpoints = read(path)
        endpoints.action = endpoints.action or InProcessActions(actions)
        return endpoints

    AvailableEndpoints.read_endpoints = staticmethod(read_endpoints)
