"""Answers as Telegram shows them."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.formatting import LONGEST, messages, units
from bot.messages import Answer

ABOUT = {"aspect": "documents", "procedure_code": "1.000001"}


class Reader(HTMLParser):
    """Reads as Telegram does: fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        """Read a message."""
        super().__init__()
        self.shown = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Open."""
        assert tag in ("b", "i", "a", "blockquote")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect."""
        self.shown += data


def test_an_answer_is_laid_out_by_its_blocks() -> None:
    """Title and headings bold, lists dotted, steps numbered, the source linked."""
    text = "Giấy tờ – Việc\nNộp:\n- Tờ khai\n- Ảnh\n1. Đi\n2. Về\nLưu ý\nNguồn: Cổng"
    details = {**ABOUT, "source": "https://a.vn/?x=1&y=2"}
    assert messages(Answer(text, "answered", details=details)) == [
        "<b>Giấy tờ – Việc</b>\n<b>Nộp:</b>\n• Tờ khai\n• Ảnh\n1. Đi\n2. Về\nLưu ý\n"
        '<i>Nguồn: Cổng</i> <a href="https://a.vn/?x=1&amp;y=2">Mở nguồn</a>'
    ]


def test_markup_in_facts_and_titles_is_only_shown() -> None:
    """Nobody writes tags through us."""
    made = messages(Answer("<b>a & b</b>\nNguồn: <i>", "answered", details={"source": "javascript:x"}), "<u>")
    assert made == ["<blockquote>&lt;u&gt;</blockquote>\n&lt;b&gt;a &amp; b&lt;/b&gt;\n<i>Nguồn: &lt;i&gt;</i>"]


def test_an_answer_without_words_makes_no_message() -> None:
    """Telegram would refuse it."""
    assert messages(Answer("", "answered")) == []


def test_a_long_answer_is_cut_between_blocks() -> None:
    """A heading goes with its list, a block that fits in one message stays whole."""
    first, second = "\n".join(["- " + "a" * 98] * 30), "\n".join(["- " + "b" * 98] * 30)
    made = messages(Answer(f"Việc\n{first}\nCần thêm:\n{second}", "answered", details=ABOUT))
    assert len(made) == 2
    assert made[1].startswith("<b>Cần thêm:</b>\n• b")
    assert "b" * 98 not in made[0]


def test_a_block_longer_than_a_message_is_cut_between_lines_and_a_line_between_words() -> None:
    """Nothing is lost."""
    lines = [f"- mục {number} " + "x" * 90 for number in range(100)]
    made = messages(Answer("\n".join(lines), "answered"))
    assert len(made) > 2
    assert [line for part in made for line in part.split("\n")] == [line.replace("- ", "• ", 1) for line in lines]
    words = "một hai ba bốn " * 1000
    parts = messages(Answer(words, "answered"))
    assert "".join(parts).split() != []
    assert " ".join(parts).split() == words.split()


LINES = st.lists(
    st.sampled_from(["- ", "1. ", "Nguồn: ", ""]).flatmap(
        lambda mark: st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60).map(
            lambda text: mark + text * 30
        )
    ),
    min_size=1,
    max_size=12,
)


@given(LINES, st.booleans(), st.sampled_from([None, "https://a.vn", "http://a.vn"]))
def test_no_message_is_too_long_or_broken(lines: list[str], titled: bool, source: str | None) -> None:
    """Whatever the answer is."""
    details = {**(ABOUT if titled else {}), "source": source}
    for html in messages(Answer("\n".join(lines), "answered", details=details), "chọn"):
        assert 0 < units(Reader(html).shown) <= LONGEST
