"""What an account that is limited to one office sees and may change, and how people change their own password."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.importers.loader_city import load_places
from procedures_db.models import DataReport
from procedures_db.queries.accounts import accounts, add_account, find_account, new_account
from procedures_db.queries.audit import latest_acts, verify_audit
from procedures_db.queries.lessons import add_lesson, live_lessons
from procedures_db.vocabulary import Role
from tests.bot.desk import PASSWORD, employ, enter, password_hash, send, token_in
from tests.factories import NOW, communes, offices, source
from tests.procedures_db.dossiers.made import add_dossier
from tests.procedures_db.test_triage import lesson

pytestmark = pytest.mark.slow
OTHER = {"key": "other", "name": "Trung tâm kia", "address": "số 2", "source": source()}
NEW = {"name": "hoa", "display_name": "Hoa", "role": "staff", "password": PASSWORD, "again": PASSWORD}
RECORD = "/staff/thu-tuc/1.000001"
FRESH = "sáu con vịt 93 xanh"


@pytest.fixture
def limited(acting: sessionmaker[Session]) -> sessionmaker[Session]:
    """The accounts of the tests, and an administrator and a staff member of each of two centres."""
    employ(acting)
    with acting.begin() as session:
        load_places(session, communes(), offices(OTHER))
        for name, role, office in (
            ("mai", Role.ADMINISTRATOR, "centre"),
            ("nga", Role.STAFF, "centre"),
            ("tam", Role.STAFF, "other"),
        ):
            add_account(session, new_account(name, name.title(), role, office, NOW), password_hash())
    return acting


def test_dossiers_due_are_those_of_ones_own_office(client: TestClient, limited: sessionmaker[Session]) -> None:
    """As exports name it, by its key too, in any letters; what belongs to none is everybody's."""
    names = ("Trung tâm thử", "CENTRE", "trung tâm THỬ", "Trung tâm kia", None)
    for number, office in enumerate(names):
        add_dossier(limited, f"H24.11-261102-{number:04}", office=office, due_at=datetime(2026, 11, 22, 12))
    for name, due in (("nga", 4), ("tam", 2), ("lan", 5)):
        enter(client, name)
        assert f"Hồ sơ đến hạn hôm nay: {due}, quá hạn: 0" in client.get("/staff").text


def test_reports_wait_for_the_office_of_who_made_them(client: TestClient, limited: sessionmaker[Session]) -> None:
    """Those of an account for all offices are seen by everybody."""
    for name in ("nga", "tam", "lan"):
        enter(client, name)
        send(client, RECORD, f"{RECORD}/sai", aspect="fee", reason=f"Sai theo {name}")
    with limited() as session:
        assert session.scalars(select(DataReport.office).order_by(DataReport.id)).all() == ["centre", "other", None]
    for name, seen in (("mai", (True, False, True)), ("minh", (True, True, True))):
        enter(client, name)
        page = client.get("/admin").text
        assert tuple(f"Sai theo {each}" in page for each in ("nga", "tam", "lan")) == seen


def test_a_limited_administrator_sees_and_changes_the_accounts_of_the_office_only(
    client: TestClient, limited: sessionmaker[Session]
) -> None:
    """Neither those of another nor those for all, not even to look at."""
    enter(client, "mai")
    listed = client.get("/admin/users").text
    assert ("/admin/users/nga" in listed, "/admin/users/tam" in listed, "/admin/users/lan" in listed) == (
        True,
        False,
        False,
    )
    assert "Toàn thành phố" not in listed
    assert "Trung tâm kia" not in listed
    for name in ("tam", "lan", "minh"):
        form = {"token": token_in(client.get("/admin/users")), "password": FRESH, "again": FRESH}
        for answer in (
            client.get(f"/admin/users/{name}"),
            client.post(f"/admin/users/{name}/disable", data=form),
            client.post(f"/admin/users/{name}/reset", data=form),
        ):
            assert (answer.status_code, "tài khoản của trung tâm mình" in answer.text) == (403, True)
    with limited() as session:
        assert not any(each.disabled_at for each in accounts(session))
    assert enter(client, "lan").status_code == 303
    enter(client, "mai")
    assert send(client, "/admin/users/nga", "/admin/users/nga/reset", password=FRESH, again=FRESH).status_code == 303
    assert send(client, "/admin/users/nga", "/admin/users/nga/disable").status_code == 303
    assert enter(client, "nga", FRESH).status_code == 403


@pytest.mark.parametrize("office", ["", "other"])
def test_a_limited_administrator_adds_accounts_of_the_office_only(
    client: TestClient, limited: sessionmaker[Session], office: str
) -> None:
    """Whatever the form says."""
    enter(client, "mai")
    answer = send(client, "/admin/users", "/admin/users", **NEW, office=office)
    assert (answer.status_code, "tài khoản của trung tâm mình" in answer.text) == (422, True)
    assert send(client, "/admin/users", "/admin/users", **NEW, office="centre").status_code == 303
    with limited() as session:
        hoa = find_account(session, "hoa")
        assert len(accounts(session)) == 6
    assert hoa is not None
    assert hoa.office == "centre"


def test_ones_own_password_is_changed_and_other_sessions_end(
    client: TestClient, limited: sessionmaker[Session]
) -> None:
    """The one at hand goes on; the log tells it, without the password."""
    other = TestClient(client.app, follow_redirects=False)
    enter(other, "nga")
    enter(client, "nga")
    fields = {"present": PASSWORD, "password": FRESH, "again": FRESH}
    answer = send(client, "/staff/password", "/staff/password", **fields)
    assert "Đã đổi mật khẩu" in client.get(answer.headers["location"]).text
    assert client.get("/staff").status_code == 200
    assert other.get("/staff").status_code == 303
    assert (enter(other, "nga").status_code, enter(other, "nga", FRESH).status_code) == (403, 303)
    with limited() as session:
        acts = latest_acts(session, None, 9)
        assert verify_audit(session).broken is None
    (changed,) = [each for each in acts if each.act == "change password"]
    assert (changed.actor, changed.object, changed.details) == ("nga", "nga", {"sessions_ended": 1})
    assert FRESH not in str(acts)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"present": "sai"}, "Mật khẩu hiện tại không đúng"),
        ({"again": "khác"}, "không giống nhau"),
        ({"password": "ngắn", "again": "ngắn"}, "ít nhất 12"),
        ({"password": PASSWORD, "again": PASSWORD}, "giống mật khẩu hiện tại"),
        ({"present": ""}, "Mật khẩu hiện tại không đúng"),
    ],
)
def test_a_password_that_is_not_right_changes_nothing(
    client: TestClient, limited: sessionmaker[Session], changes: dict[str, str], sentence: str
) -> None:
    """And no form shows what was typed."""
    enter(client, "nga")
    fields = {"present": PASSWORD, "password": FRESH, "again": FRESH, **changes}
    answer = send(client, "/staff/password", "/staff/password", **fields)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert FRESH not in answer.text
    assert enter(client, "nga").status_code == 303


def test_guessing_the_present_password_locks_the_account(client: TestClient, limited: sessionmaker[Session]) -> None:
    """As at the sign-in; even the right one does nothing then."""
    enter(client, "nga")
    fields = {"password": FRESH, "again": FRESH}
    for _ in range(5):
        send(client, "/staff/password", "/staff/password", present="sai", **fields)
    answer = send(client, "/staff/password", "/staff/password", present=PASSWORD, **fields)
    assert (answer.status_code, "đang bị khóa" in answer.text) == (422, True)
    assert enter(client, "nga", FRESH).status_code == 403


def test_what_is_in_force_for_the_whole_city_is_not_changed_by_an_office(
    client: TestClient, limited: sessionmaker[Session]
) -> None:
    """Its administrator may see and teach, and is told who may publish or take a lesson back."""
    with limited.begin() as session:
        number = add_lesson(session, lesson())
    enter(client, "mai")
    page = client.get("/admin/lessons")
    assert page.status_code == 200
    lessons, versions = f"/admin/lessons/{number}", "/admin/versions"
    for action in ("/admin/lessons/try", f"{lessons}/withdraw", f"{versions}/roll-back", f"{versions}/1/publish"):
        refused = client.post(action, data={"token": token_in(page)})
        assert (refused.status_code, "không giới hạn ở một trung tâm" in refused.text) == (403, True)
    with limited() as session:
        assert [each.id for each in live_lessons(session)] == [number]
