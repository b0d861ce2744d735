"""Make PDF files laid out as the national portal exports them, with wording of our own."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "DejaVuSans"
LEFT, TOP, BOTTOM = 47, 780, 60
PAPERS, CHANNELS, LAWS, INFO = (255, 154, 103), (102, 102, 102, 206), (358, 154), (154, 358)
PAGE = None  # an item that ends the page

INFORMATION = {
    "Tên thủ tục": "Cấp thẻ thử \nnghiệm",
    "Mã thủ tục": "1.000001",
    "Số quyết định": "1/QĐ-BTP",
    "Cấp thực hiện": "Xã, Cơ quan khác",
    "Loại thủ tục": "Thử",
    "Lĩnh vực": "Việc thử",
    "Đối tượng thực hiện": "Công dân Việt Nam, Doanh nghiệp",
    "Cơ quan có thẩm quyền": "Ủy ban nhân dân cấp xã",
    "Địa chỉ tiếp nhận HS": "",
    "Cơ quan được ủy quyền": "",
    "Cơ quan phối hợp": "",
}
PAPER = ("Đơn xin thẻ", "", "1 bản chính")
SENT = ("Trực tuyến", "5 ngày làm \nviệc", "20.000 VNĐ", "")
LAW = ("Luật Thử", "1/2020/QH14")

Rows = Iterable[Any]


class Drawing:
    """A PDF in the making; texts go down the page, a new line of text at each line end in them."""

    def __init__(self, path: Path, **options: Any) -> None:
        """Begin a file; `options` are the library's, such as `encrypt`."""
        _register_font()
        self.canvas = Canvas(str(path), **options)
        self.height = TOP

    def text(self, text: str, size: int = 12) -> None:
        """Write lines across the page."""
        for line in text.split("\n"):
            self._make_room(size + 2)
            self._write(LEFT, self.height - size, line, size)
            self.height -= size + 2

    def row(self, widths: tuple[int, ...], cells: tuple[str, ...]) -> None:
        """Draw a row of cells, each a box of four lines with its text inside."""
        depth = 20 + 14 * max(cell.count("\n") + 1 for cell in cells)
        self._make_room(depth)
        left = LEFT
        for width, cell in zip(widths, cells, strict=True):
            right, bottom = left + width, self.height - depth
            edges = [(left, self.height, right, self.height), (right, self.height, right, bottom)]
            self.canvas.lines([*edges, (left, bottom, right, bottom), (left, self.height, left, bottom)])
            for number, line in enumerate(cell.split("\n")):
                self._write(left + 10, self.height - 20 - 14 * number, line, 9)
            left = right
        self.height -= depth

    def rows(self, widths: tuple[int, ...], head: tuple[str, ...], rows: Rows) -> None:
        """Draw a table; a text among its rows is a title, followed by the head again."""
        titled = False
        for row in rows:
            if row is PAGE:
                self.end_page()
            elif isinstance(row, str):
                self.row((sum(widths),), (row,))
                titled = False
            else:
                if not titled:
                    self.row(widths, head)
                self.row(widths, row)
                titled = True

    def end_page(self) -> None:
        """Go on at the top of a new page."""
        self.canvas.showPage()
        self.height = TOP

    def save(self) -> None:
        """Write the file."""
        self.canvas.save()

    def _make_room(self, depth: int) -> None:
        if self.height - depth < BOTTOM:
            self.end_page()

    def _write(self, left: int, bottom: int, text: str, size: int) -> None:
        self.canvas.setFont(FONT, size)
        if text.strip():
            self.canvas.drawString(left, bottom, text)


def export(
    path: Path,
    *,
    information: dict[str, str] | None = None,
    papers: Rows = (PAPER,),
    channels: Rows = (SENT,),
    laws: Rows = (LAW,),
    without: Iterable[str] = (),
    options: dict[str, Any] | None = None,
    rotation: int = 0,
    **texts: str,
) -> Path:
    """Write an export, any part replaced; `without` names headings to leave out, `texts` are prose by key."""
    drawing = Drawing(path, **options or {})
    drawing.canvas.setPageRotation(rotation)
    drawing.text("CHI TIẾT THỦ TỤC HÀNH CHÍNH", 18)
    for row in {**INFORMATION, **(information or {})}.items():
        drawing.row(INFO, row)
    tables = {
        "THÀNH PHẦN HỒ SƠ": (PAPERS, ("Tên giấy tờ ", "Mẫu đơn, tờ khai ", "Số lượng"), papers),
        "CÁCH THỨC THỰC HIỆN": (CHANNELS, ("Hình thức nộp", "Thời hạn giải \nquyết", "Phí, lệ phí", "Mô tả"), channels),
        "CĂN CỨ PHÁP LÝ": (LAWS, ("Tên văn bản pháp lý ", "Mã văn bản"), laws),
    }
    prose = {
        "TRÌNH TỰ THỰC HIỆN": texts.get("steps", "Nộp hồ sơ \ntại quầy.\nNhận thẻ."),
        **dict.fromkeys(tables, ""),
        "CƠ QUAN THỰC HIỆN": texts.get("agency", "Không có thông tin"),
        "YÊU CẦU, ĐIỀU KIỆN THỰC HIỆN": texts.get("requirements", "--"),
        "KẾT QUẢ XỬ LÝ": texts.get("result", "Thẻ thử\nMã: KQ.X1.000001"),
        "TỪ KHÓA": "",
        "MÔ TẢ": "",
    }
    for heading in [heading for heading in prose if heading not in without]:
        drawing.text(heading, 14)
        if heading in tables:
            drawing.rows(*tables[heading])
        if prose[heading]:
            drawing.text(prose[heading])
    drawing.save()
    return path


@lru_cache
def _register_font() -> None:
    """Use a font with Vietnamese letters that stands in the environment already."""
    registerFont(TTFont(FONT, Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{FONT}.ttf"))
