"""What is waited for, at the command line."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.commands.follow_ups import list_live, take_one
from procedures_db.accounts import AccountRefused
from procedures_db.queries.follow_ups import Where, case_of, leave_message
from tests.bot.desk import employ
from tests.factories import DAY, NOW


def test_a_follow_up_is_given_to_an_account_and_to_nobody_else(
    acting: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    """By the name to sign in with; the list shows the other one."""
    employ(acting)
    with acting.begin() as session:
        reference = leave_message(session, "c", "chậm", NOW, DAY, Where())
    with pytest.raises(AccountRefused, match="no account"):
        take_one(reference, "Minh")
    take_one(reference, "minh")
    with acting() as session:
        assert (case := case_of(session, reference, DAY)) is not None
    assert (case.owner, case.owner_shown) == ("minh", "Minh")
    capsys.readouterr()
    list_live()
    assert "Minh" in capsys.readouterr().err
