"""The command that writes the report of a month."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Shown

from actions.clock import today
from bot.commands.terminal import console, usable_engine
from bot.settings import read_settings
from procedures_db.engine import open_sessions

app = typer.Typer()
PRINTED = ("report_messages", "report_satisfaction", "report_ratios", "report_dossiers")


@app.command()
def report(
    named: Annotated[str, typer.Argument(metavar="MONTH", help="The month, such as 2026-11.")],
    xlsx: Annotated[Path | None, typer.Option(help="Write the whole report to this workbook.")] = None,
) -> None:
    """Print the report of a month, or write it to a workbook."""
    from bot.pages.admin.periods import month_of  # a second that no other command waits for
    from bot.review import month
    from bot.review.month_tables import month_tables

    first = month_of(named)
    if first is None:
        raise ValueError("The month must be written like 2026-11.")
    with open_sessions(usable_engine())() as session:
        tables = month_tables(month.month_of(session, first, today(), read_settings().target))
    if xlsx is not None:
        from bot.review.workbooks import write_xlsx

        xlsx.write_bytes(write_xlsx(tables))
        console.print(f"{xlsx} holds the report of {named}.")
        return
    for table in tables:
        if table.key in PRINTED:
            shown = Shown(*table.columns, title=table.title)
            for row in table.rows:
                shown.add_row(*("" if cell is None else str(cell) for cell in row))
            console.print(shown)
