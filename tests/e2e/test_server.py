"""Over HTTP, with the server started by its own command."""

import concurrent.futures

import httpx
import pytest

pytestmark = pytest.mark.rasa


def say(server: str, text: str, conversation_id: str | None = None) -> dict:
    """Send one message; return the answer's JSON."""
    body = {"text": text} | ({"conversation_id": conversation_id} if conversation_id else {})
    response = httpx.post(f"{server}/api/chat", json=body, timeout=30)
    response.raise_for_status()
    answer: dict = response.json()
    return answer


def test_the_question_of_the_readme_is_answered(server: str) -> None:
    """Papers, source and date."""
    answer = say(server, "làm giấy khai sinh cho con cần giấy tờ gì")["messages"][-1]
    assert (answer["procedure_code"], answer["aspect"], answer["outcome"]) == ("1.001193", "documents", "answered")
    assert "Giấy chứng sinh" in answer["text"]
    assert "Nguồn: Quyết định 163/QĐ-BTP (Bộ Tư pháp)" in answer["text"]


def test_a_conversation_goes_on_over_http_by_text_and_by_button(server: str) -> None:
    """The id carries it."""
    first = say(server, "đổi bằng lái xe cần gì")
    follow = say(server, "mat bao nhieu tien", first["conversation_id"])
    assert len(first["messages"]) == 2
    assert len(follow["messages"]) == 1
    assert "135.000 đồng" in follow["messages"][0]["text"]
    body = {"payload": follow["messages"][0]["buttons"][0]["payload"], "conversation_id": first["conversation_id"]}
    pressed = httpx.post(f"{server}/api/chat", json=body).json()["messages"][0]
    assert (pressed["procedure_code"], pressed["aspect"]) == ("3.000347", "documents")


def test_conversations_do_not_mix(server: str) -> None:
    """Eight people at once, each with a procedure of their own."""
    asked = {
        "đăng ký kết hôn cần gì": "1.000894",
        "đăng ký tạm trú cần gì": "1.004194",
        "đổi bằng lái xe cần gì": "3.000347",
        "tách thửa đất cần gì": "1.012784",
    }

    def converse(text: str) -> str:
        conversation = say(server, text)["conversation_id"]
        follow = say(server, "bao lâu thì xong", conversation)
        code: str = follow["messages"][0]["procedure_code"]
        return code

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(converse, [*asked] * 2))
    assert answers == [*asked.values()] * 2


def test_the_page_its_parts_and_the_health_are_served(server: str) -> None:
    """Nothing is fetched from elsewhere."""
    page = httpx.get(server)
    assert page.status_code == 200
    assert 'lang="vi"' in page.text
    assert "//" not in page.text.replace("<!doctype html>", "").replace("</", "")
    for part in ("chat.css", "chat.js"):
        assert httpx.get(f"{server}/widget/{part}").status_code == 200
    health = httpx.get(f"{server}/health").json()
    assert health["status"] == "ok"
    assert health["procedures"] >= 40
    assert health["model"].startswith("motcua-")


@pytest.mark.parametrize("path", ["/nothing", "/widget/../assistant.py", "/widget/%2e%2e/assistant.py", "/api/nothing"])
def test_an_unknown_path_is_a_404(server: str, path: str) -> None:
    """And no way out of the folder."""
    assert httpx.get(f"{server}{path}").status_code == 404
