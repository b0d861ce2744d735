"""The pages for administrators."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.queries.accounts import accounts, find_account
from procedures_db.queries.audit import add_act, latest_acts
from procedures_db.vocabulary import Role
from tests.bot.desk import PASSWORD, send, token_in
from tests.factories import NOW

pytestmark = pytest.mark.slow

NEW = {"name": "hoa", "display_name": "Hoa", "role": "staff", "password": PASSWORD, "again": PASSWORD}


def test_an_account_is_added_reset_and_disabled_in_the_browser(
    minh: TestClient, employed: sessionmaker[Session]
) -> None:
    """Each act stands in the log under the administrator's name."""
    added = send(minh, "/admin/users", "/admin/users", **NEW, office="centre")
    assert "Đã thêm tài khoản" in minh.get(added.headers["location"]).text
    other = "bảy chú mèo con 19"
    reset = send(minh, "/admin/users/hoa", "/admin/users/hoa/reset", password=other, again=other)
    assert "Đã đặt lại mật khẩu" in minh.get(reset.headers["location"]).text
    disabled = send(minh, "/admin/users/hoa", "/admin/users/hoa/disable")
    assert "Đã vô hiệu hóa" in minh.get(disabled.headers["location"]).text
    with employed() as session:
        acts = [(act.actor, act.act, act.object) for act in latest_acts(session, None, 3)]
        kept = find_account(session, "hoa")
    assert acts == [("minh", f"users {act}", "hoa") for act in ("disable", "reset", "add")]
    assert kept is not None
    assert (kept.role, kept.office, kept.disabled_at is not None) == (Role.STAFF, "centre", True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "ngắn", "again": "ngắn"}, "ít nhất 12"),
        ({"password": "hoahoahoahoa", "again": "hoahoahoahoa"}, "không được là tên"),
        ({"again": "khác"}, "không giống nhau"),
        ({"name": "lan"}, "đã có"),
        ({"name": "<script>alert(1)</script>"}, "3 đến 32"),
        ({"name": "x' OR 1=1"}, "3 đến 32"),
        ({"display_name": "H" * 81}, "1 đến 80"),
        ({"office": "' --"}, "Không có trung tâm này"),
    ],
)
def test_an_account_that_is_not_right_is_refused_with_a_reason(
    minh: TestClient, employed: sessionmaker[Session], changes: dict[str, str], sentence: str
) -> None:
    """And nothing is written."""
    answer = send(minh, "/admin/users", "/admin/users", **{**NEW, **changes})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "<script>alert" not in answer.text
    assert PASSWORD not in answer.text
    with employed() as session:
        assert len(accounts(session)) == 2


def test_a_role_that_there_is_not_gives_no_rights(minh: TestClient, employed: sessionmaker[Session]) -> None:
    """The account is of staff; markup in its name is text."""
    send(minh, "/admin/users", "/admin/users", **{**NEW, "role": "emperor", "display_name": "<b>Hoa</b>"})
    with employed() as session:
        kept = find_account(session, "hoa")
    assert kept is not None
    assert kept.role is Role.STAFF
    assert "<b>Hoa" not in minh.get("/admin/users").text + minh.get("/admin/users/hoa").text


def test_nobody_shuts_themselves_out(minh: TestClient) -> None:
    """Resetting one's own password ends one's session."""
    answer = send(minh, "/admin/users/minh", "/admin/users/minh/disable")
    assert (answer.status_code, "không thể tự vô hiệu hóa" in answer.text) == (422, True)
    assert send(minh, "/admin/users/minh", "/admin/users/minh/reset", password=PASSWORD, again=PASSWORD)
    assert minh.get("/admin").status_code == 303


@pytest.mark.parametrize("name", ["nobody", "%00", "x'", "<script>"])
def test_an_unknown_account_is_said_to_be_unknown(minh: TestClient, name: str) -> None:
    """Whatever is to be done with it."""
    form = {"token": token_in(minh.get("/admin/users")), "password": PASSWORD, "again": PASSWORD}
    assert minh.get(f"/admin/users/{name}").status_code == 404
    assert minh.post(f"/admin/users/{name}/disable", data=form).status_code == 404
    assert minh.post(f"/admin/users/{name}/reset", data=form).status_code == 404


def test_the_log_is_read_page_by_page_and_checked(minh: TestClient, employed: sessionmaker[Session]) -> None:
    """A change made behind its back is told."""
    with employed.begin() as session:
        for number in range(60):
            add_act(session, NOW, "minh", "report data", f"1.{number:06}", report=number)
    newest = minh.get("/admin/audit").text
    assert newest.count("<li value=") == 50
    assert "thêm tài khoản" not in newest
    assert "thêm tài khoản lan" in minh.get("/admin/audit?truoc=3").text
    assert minh.get("/admin/audit?truoc=' OR 1=1").text.count("<li value=") == 50
    assert "không mục nào bị sửa" in minh.get("/admin/audit?kiem-tra=1").text
    with employed.begin() as session:
        session.execute(text("UPDATE audit SET actor = 'lan' WHERE id = 7"))
    assert "từ mục 7" in minh.get("/admin/audit?kiem-tra=1").text


def test_reports_of_wrong_data_wait_on_the_first_page(minh: TestClient) -> None:
    """With what is said to be wrong, as text."""
    assert "Không có báo sai nào" in minh.get("/admin").text
    send(minh, "/staff/thu-tuc/1.000001", "/staff/thu-tuc/1.000001/sai", aspect="fee", reason="Sai <b>mức phí</b>")
    send(minh, "/staff/thu-tuc/1.000001", "/staff/thu-tuc/1.000001/sai", aspect="other", reason="Sai tên")
    page = minh.get("/admin").text
    assert "Phí, lệ phí: Sai &lt;b&gt;mức phí&lt;/b&gt;" in page
    assert "Phần khác: Sai tên" in page
