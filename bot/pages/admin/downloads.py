"""Hand tables over as files."""

from collections.abc import Iterable

from starlette.responses import Response

from bot.review.exporting import write_csv, write_xlsx
from bot.review.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Table, name: str) -> Response:
    """Return a table as a CSV file."""
    return _file(write_csv(table), "text/csv; charset=utf-8", f"{name}.csv")


def as_xlsx(tables: Iterable[Table], name: str) -> Response:
    """Return tables as a workbook."""
    return _file(write_xlsx(tables), XLSX, f"{name}.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
