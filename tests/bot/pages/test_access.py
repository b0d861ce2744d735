"""Who gets behind the sign-in, with which forms, and for how long."""

import time
from dataclasses import replace
from datetime import timedelta
from statistics import median

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session, sessionmaker
from starlette.routing import Route
from starlette.testclient import TestClient

from actions.clock import now
from bot.app import create_app
from bot.pages.admin.routes import ROUTES as ADMIN
from bot.pages.form_tokens import new_secret, proves, token_for
from bot.pages.staff.routes import ROUTES as STAFF
from bot.settings import read_settings
from procedures_db.accounts import disable_user, reset_user
from procedures_db.models import SignIn
from procedures_db.queries.audit import latest_acts
from tests.bot.desk import PASSWORD, enter, send, token_in

pytestmark = pytest.mark.slow

BEHIND = [route for route in (*STAFF, *ADMIN) if route.path != "/staff/sign-in"]


def address(route: Route) -> str:
    """Return an address of a route."""
    return route.path.replace("{code}", "1.000001").replace("{name}", "lan")


@pytest.mark.parametrize("route", BEHIND, ids=lambda route: route.path)
def test_nothing_behind_the_sign_in_is_shown_or_done_without_it(client: TestClient, route: Route) -> None:
    """It leads to the sign-in, and from there back."""
    for method in route.methods or ():
        answer = client.request(method, address(route), data={"a": "a"} if method == "POST" else None)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/staff/sign-in?next=%2F")
        assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("route", ADMIN, ids=lambda route: route.path)
def test_a_staff_member_is_refused_what_is_for_administrators(lan: TestClient, route: Route) -> None:
    """With a sentence, whatever token the form has."""
    for method in route.methods or ():
        form = {"token": token_in(lan.get("/staff"))} if method == "POST" else None
        answer = lan.request(method, address(route), data=form)
        assert answer.status_code == 403
        assert method == "HEAD" or "chỉ dành cho quản trị" in answer.text
    assert 'href="/admin"' not in lan.get("/staff").text


@pytest.mark.parametrize("route", [route for route in BEHIND if "POST" in (route.methods or ())], ids=lambda r: r.path)
def test_a_forged_form_does_nothing(minh: TestClient, employed: sessionmaker[Session], route: Route) -> None:
    """Without a token, with a wrong one, with that of somebody else's session."""
    before = acts(employed)
    for token in ("", "x", "é", token_for(""), token_for(new_secret()), "A" * 5000):
        answer = minh.post(address(route), data={"token": token, "reason": "x", "aspect": "fee"})
        assert answer.status_code == 403
        assert "không được thực hiện" in answer.text
    assert acts(employed) == before
    assert minh.get("/admin").status_code == 200


def acts(maker: sessionmaker[Session]) -> int:
    """Return how many acts the log holds."""
    with maker() as session:
        return latest_acts(session, None, 1)[0].id


def test_a_token_proves_its_secret_and_no_two_are_alike() -> None:
    """And none proves that there is no secret."""
    one, other = new_secret(), new_secret()
    assert token_for(one) != token_for(one)
    assert proves(token_for(one), one)
    assert not proves(token_for(one), other)
    assert not proves(token_for(one)[:-4], one)
    assert not proves("", "")


def test_a_session_that_is_too_old_or_unused_is_over(lan: TestClient, employed: sessionmaker[Session]) -> None:
    """One is told, and can go on where one was."""
    for column, age in (("last_seen", timedelta(hours=8)), ("expires_at", timedelta(0))):
        with employed.begin() as session:
            session.execute(update(SignIn).values({column: now() - age}))
        answer = lan.get("/staff?tim=khai")
        assert answer.headers["location"] == "/staff/sign-in?next=%2Fstaff%3Ftim%3Dkhai&ended=1"
        assert "Phiên làm việc đã kết thúc" in lan.get(answer.headers["location"]).text
        assert enter(lan, "lan", next="/staff?tim=khai").headers["location"] == "/staff?tim=khai"


def test_signing_out_disabling_and_resetting_end_a_session(lan: TestClient, employed: sessionmaker[Session]) -> None:
    """A kept cookie opens nothing any more."""
    kept = lan.cookies["motcua"]
    assert send(lan, "/staff", "/staff/sign-out").status_code == 303
    lan.cookies.set("motcua", kept)
    assert lan.get("/staff").status_code == 303
    lan.cookies.clear()
    for end in (lambda session: reset_user(session, "minh", "lan", PASSWORD, now()), disabled):
        assert enter(lan, "lan").status_code == 303
        assert lan.get("/staff").status_code == 200
        with employed.begin() as session:
            end(session)
        assert lan.get("/staff").status_code == 303
    assert enter(lan, "lan").status_code == 403


def disabled(session: Session) -> None:
    """Disable the staff member."""
    disable_user(session, "minh", "lan", now())


def test_the_cookie_is_for_this_host_and_no_script(acting: sessionmaker[Session], employed: object) -> None:
    """Behind https it is bound to it."""
    app = create_app(None, None, read_settings())  # type: ignore[arg-type]
    for base, name, secure in (
        ("http://desk.example", "motcua", False),
        ("https://desk.example", "__Host-motcua", True),
    ):
        answer = enter(TestClient(app, base_url=base, follow_redirects=False), "lan")
        (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith(f"{name}=")]
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= parts
        assert ("secure" in parts) is secure
        assert not any(part.startswith(("domain", "max-age", "expires")) for part in parts)


def test_each_sign_in_has_a_token_of_its_own(lan: TestClient) -> None:
    """A cookie that was planted before is worth nothing after."""
    first = lan.cookies["motcua"]
    enter(lan, "lan")
    assert lan.cookies["motcua"] != first


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/thu-tuc", "/staffx", "/staff\\@evil", "/staff//x\r\ny", ""]
)
def test_signing_in_leads_to_our_own_pages_only(client: TestClient, employed: object, wanted: str) -> None:
    """Whatever the address asks for."""
    assert enter(client, "lan", next=wanted).headers["location"] == "/staff"


def test_who_fails_is_not_told_why_and_is_locked_out(client: TestClient, employed: sessionmaker[Session]) -> None:
    """The same page for a wrong password, an unknown name, a disabled and a locked account."""
    with employed.begin() as session:
        disable_user(session, "minh", "minh", now())
    failed = [
        enter(client, name, password) for name, password in (("lan", "wrong"), ("nobody", PASSWORD), ("minh", PASSWORD))
    ]
    failed += [enter(client, "lan", "wrong") for _ in range(4)]
    failed.append(enter(client, "lan"))
    assert {answer.status_code for answer in failed} == {403}
    assert len({answer.text.replace(token_in(answer), "") for answer in failed}) == 1


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password(employed: sessionmaker[Session]) -> None:
    """Within what a network adds to it."""
    from procedures_db.signing_in import sign_in

    def seconds(name: str) -> float:
        begun = time.process_time()
        assert sign_in(employed, name, "wrong", now()) is None
        return time.process_time() - begun

    seconds("nobody")
    known, unknown = ([seconds(name) for _ in range(9)] for name in ("lan", "nobody"))
    assert 0.5 < median(known) / median(unknown) < 2


@pytest.mark.parametrize(
    "value", ["' OR '1'='1", '"; DROP TABLE "user"; --', "<script>alert(1)</script>", "\x00", "%00", "🙂" * 300]
)
def test_sql_and_markup_in_the_sign_in_are_text(
    client: TestClient, employed: sessionmaker[Session], value: str
) -> None:
    """In each of its fields; an address with a NUL is none."""
    for field in ("name", "password", "next", "token"):
        answer = enter(client, **{"name": "lan", "password": "wrong", field: value})
        assert answer.status_code == 403
        assert "<script>alert" not in answer.text
    shown = client.get("/staff/sign-in", params={"next": value, "ended": value})
    assert shown.status_code == (400 if value == "\x00" else 200)
    client.cookies.set("motcua", value.encode().decode("latin-1").replace("\x00", "") if value.isascii() else "x")
    assert client.get("/staff").status_code == 303
    with employed() as session:
        assert session.scalar(text('SELECT count(*) FROM "user"')) == 2


def test_bodies_that_are_large_or_no_forms_are_refused(lan: TestClient) -> None:
    """Before anything is looked at."""
    for path in ("/staff/sign-in", "/staff/thu-tuc/1.000001/sai"):
        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert lan.post(path, content=b"a=" + b"a" * 70000, headers=kind).status_code == 413
        assert lan.post(path, content=b"&".join([b"a=a"] * 20), headers=kind).status_code == 422
        assert lan.post(path, json={"name": "lan"}).status_code == 415
        assert lan.post(path, data={"a": "a"}, headers={"origin": "https://evil.example"}).status_code == 403


def test_attempts_to_sign_in_are_counted_by_address(acting: sessionmaker[Session], employed: object) -> None:
    """Beyond the limit a page says so; other pages go on."""
    settings = replace(read_settings(), sign_ins_a_minute=3)
    client = TestClient(create_app(None, None, settings), follow_redirects=False)  # type: ignore[arg-type]
    answers = [client.post("/staff/sign-in", data={"name": "lan"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 429]
    assert "Bạn đợi một phút" in answers[-1].text
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.get("/staff/sign-in").status_code == 200


def test_a_busy_database_is_told_on_a_page(lan: TestClient, employed: sessionmaker[Session]) -> None:
    """Nothing is half-written."""
    token = token_in(lan.get("/staff"))
    with employed() as holder:
        holder.execute(text("UPDATE audit_head SET entries = entries"))
        fields = {"token": token, "aspect": "fee", "reason": "sai"}
        answers = [lan.post("/staff/thu-tuc/1.000001/sai", data=fields), enter(lan, "lan")]
        holder.rollback()
    for answer in answers:
        assert (answer.status_code, "Cơ sở dữ liệu đang bận" in answer.text) == (503, True)
    with employed() as session:
        assert session.scalar(text("SELECT count(*) FROM data_report")) == 0
