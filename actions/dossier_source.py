"""Which source of dossiers this process has: the register, another system, or none."""

from functools import lru_cache

from actions.database import sessions
from actions.settings import DossierSettings, dossier_settings
from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.register import Register
from procedures_db.dossiers.remote import Contract, RemoteSource
from procedures_db.dossiers.status import DossierSource


def dossier_source() -> DossierSource | None:
    """Return the source that the settings name, or None."""
    settings = dossier_settings()
    if settings is None:
        return None
    return _remote(settings) if settings.url else Register(sessions(), Keys(settings.secret.encode()))


@lru_cache
def _remote(settings: DossierSettings) -> RemoteSource:
    """Keep one for the process: it counts the failures of the other system."""
    return RemoteSource(Contract(settings.url or "", settings.token), Keys(settings.secret.encode()))
