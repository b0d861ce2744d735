"""`MOTCUA_PRODUCTION=1` on the settings of a test ends in sentences, before anything is loaded."""

import pytest

from tests.e2e.conftest import run

pytestmark = pytest.mark.rasa


def test_a_server_for_the_public_does_not_start_on_settings_for_trying(environment: dict[str, str]) -> None:
    """Each is named with what to do; no traceback."""
    done = run(["serve"], {**environment, "MOTCUA_PRODUCTION": "1", "MOTCUA_DOSSIER_SECRET": "x" * 40})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for part in ("MOTCUA_DOSSIER_SECRET can be guessed", "MOTCUA_ORIGINS", "MOTCUA_TODAY"):
        assert part in " ".join(done.stderr.split())
    assert "x" * 40 not in done.stderr
