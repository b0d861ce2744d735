"""Make dossiers in a register of the test."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.dossiers.keys import Keys
from procedures_db.queries.dossiers import add_dossiers
from procedures_db.vocabulary import DossierState

SECRET = "a secret of a test, long enough to be one"
KEYS = Keys(SECRET.encode())
CODE = "H24.11-261102-0012"
PHONE, CITIZEN = "5678", "4321"


def add_dossier(sessions: sessionmaker[Session], code: str = CODE, **changes: Any) -> None:
    """Store a dossier received on 2 November 2026 and due on 20 November, opened by 5678 or 4321."""
    key = KEYS.of_code(code)
    row = {
        "key": key,
        "factor_phone": KEYS.of_factor(key, PHONE),
        "factor_id": KEYS.of_factor(key, CITIZEN),
        "procedure_code": "1.000001",
        "procedure_name": "Cấp giấy thử",
        "received_at": datetime(2026, 11, 2, 8, 30),
        "due_at": datetime(2026, 11, 20),
        "finished_at": None,
        "state": DossierState.PROCESSING,
        "step": "Chuyên viên thẩm định",
        "office": "Phường Thử",
        "read_at": datetime(2026, 11, 21, 17, 0),
        **changes,
    }
    with sessions.begin() as session:
        add_dossiers(session, [row])
