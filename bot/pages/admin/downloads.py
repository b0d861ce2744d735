"""Hand tables over as files."""

from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.review.exporting import write_csv
from bot.review.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Table, name: str) -> Response:
    """Return a table as a CSV file."""
    return _file(write_csv(table), "text/csv; charset=utf-8", f"{name}.csv")


def as_xlsx(tables: Iterable[Table], name: str) -> Response:
    """Return tables as a workbook."""
    from bot.review.workbooks import write_xlsx  # 20 MB that a server needs only here

    return _file(write_xlsx(tables), XLSX, f"{name}.xlsx")


def as_either(tables: list[Table], form: str, name: str) -> Response:
    """Return the first table as CSV or all as a workbook; raise HTTPException for another form."""
    if form not in ("csv", "xlsx"):
        raise HTTPException(404)
    return as_csv(tables[0], name) if form == "csv" else as_xlsx(tables, name)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
