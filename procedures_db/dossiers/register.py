"""The register of dossiers in our own database, filled by `motcua dossiers import`."""

import hmac

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.status import DossierStatus
from procedures_db.queries.dossiers import read_dossier
from procedures_db.queries.reading import read_as

NOBODY = "0" * 64  # what a factor is compared with when there is nothing to compare


class Register:
    """Finds dossiers by the hashes of code and factor; a code that is not there takes the same work."""

    def __init__(self, sessions: sessionmaker[Session], keys: Keys) -> None:
        """Take where dossiers are kept, and the keys they were kept with."""
        self._sessions = sessions
        self._keys = keys

    def hold(self, code: str) -> str:
        """Return the key of a code."""
        return self._keys.of_code(code)

    def key(self, held: str) -> str | None:
        """Return what is held: it is the key."""
        return held

    def find(self, held: str, factor: str) -> DossierStatus | None:
        """Return the status of the dossier whose telephone or ID number ends with these digits."""
        with self._sessions() as session:
            row = read_dossier(session, held)
        given = self._keys.of_factor(held, factor)
        known = [row.factor_phone, row.factor_id] if row else [None, None]
        right = [hmac.compare_digest(given, each or NOBODY) for each in known]
        return read_as(DossierStatus, row) if any(right) else None
