"""Count messages by day, search turns, know the commune of a rating.

The index of words is kept by the database itself, so that no way of deleting a turn or its text leaves words behind:
by triggers on SQLite, as a generated column on PostgreSQL. Whoever makes the table `turn` anew (batch_alter_table on
SQLite) drops the triggers and has to run `create_search` again; tests/procedures_db/test_turns.py tells.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

DAYS = "SELECT day, channel, outcome, hour, count(*) FROM turn GROUP BY day, channel, outcome, hour"
PROCEDURES = """SELECT '{span}', {first}, procedure_code, count(*) FROM turn
WHERE procedure_code IS NOT NULL GROUP BY {first}, procedure_code"""
MONTH = {"sqlite": "date(day, 'start of month')", "postgresql": "CAST(date_trunc('month', day) AS date)"}

# What is looked for: words without diacritics; channel, outcome, intent and procedure stand beside them.
COLUMNS = "text, channel, outcome, intent, procedure_code"
VALUES = """{row}.id, replace(replace({row}.text, 'đ', 'd'), 'Đ', 'D'),
    {row}.channel, {row}.outcome, {row}.intent, {row}.procedure_code"""
ADD = f"INSERT INTO turn_words (rowid, {COLUMNS}) VALUES ({VALUES.format(row='new')});"
TAKE_OUT = f"INSERT INTO turn_words (turn_words, rowid, {COLUMNS}) VALUES ('delete', {VALUES.format(row='old')});"
SQLITE = (
    f"CREATE VIRTUAL TABLE turn_words USING fts5 ({COLUMNS}, content='', tokenize='unicode61 remove_diacritics 2')",
    f"INSERT INTO turn_words (rowid, {COLUMNS}) SELECT {VALUES.format(row='turn')} FROM turn",
    f"CREATE TRIGGER turn_words_added AFTER INSERT ON turn BEGIN {ADD} END",
    f"CREATE TRIGGER turn_words_deleted AFTER DELETE ON turn BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER turn_words_changed AFTER UPDATE OF {COLUMNS} ON turn BEGIN {TAKE_OUT} {ADD} END",
)
PLAIN = r"translate(regexp_replace(normalize(coalesce(text, ''), NFD), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd')"
TAGS = "'channel=' || channel, 'outcome=' || outcome, 'intent=' || intent, 'procedure_code=' || procedure_code"
POSTGRESQL = (
    f"""ALTER TABLE turn ADD COLUMN words tsvector GENERATED ALWAYS AS (
    to_tsvector('simple', lower(regexp_replace({PLAIN}, '[^a-zA-Z0-9]+', ' ', 'g')))
    || array_to_tsvector(array_remove(ARRAY[{TAGS}], NULL))) STORED""",
    "CREATE INDEX ix_turn_words ON turn USING gin (words)",
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "message_count",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("channel", sa.String(), primary_key=True),
        sa.Column("outcome", sa.String(), primary_key=True),
        sa.Column("hour", sa.Integer(), primary_key=True),
        sa.Column("messages", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "procedure_count",
        sa.Column("span", sa.String(30), primary_key=True),
        sa.Column("first", sa.Date(), primary_key=True),
        sa.Column("procedure_code", sa.String(), primary_key=True),
        sa.Column("messages", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    count_what_is_there()
    op.drop_index("ix_turn_day", "turn")
    op.create_index("ix_turn_day", "turn", ["day", "id"])
    create_search()
    op.add_column("feedback", sa.Column("commune_code", sa.String()))
    op.drop_index("ix_feedback_day", "feedback")
    columns = ["day", "subject", "rating", "channel", "procedure_code", "commune_code", "factor"]
    op.create_index("ix_feedback_day", "feedback", columns)
    low = sa.text("rating <= 2")
    op.create_index("ix_feedback_low", "feedback", ["conversation_id"], sqlite_where=low, postgresql_where=low)


def count_what_is_there() -> None:
    """Fill the counts from the turns."""
    op.execute(f"INSERT INTO message_count (day, channel, outcome, hour, messages) {DAYS}")
    for span, first in (("day", "day"), ("month", MONTH[op.get_bind().dialect.name])):
        rows = PROCEDURES.format(span=span, first=first)
        op.execute(f"INSERT INTO procedure_count (span, first, procedure_code, messages) {rows}")


def create_search() -> None:
    """Make the index of words, and what keeps it."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_feedback_low", "feedback")
    op.drop_index("ix_feedback_day", "feedback")
    op.create_index("ix_feedback_day", "feedback", ["day", "subject", "rating", "channel", "procedure_code"])
    op.drop_column("feedback", "commune_code")
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "deleted", "changed"):
            op.execute(f"DROP TRIGGER turn_words_{trigger}")
        op.execute("DROP TABLE turn_words")
    else:
        op.drop_column("turn", "words")
    op.drop_index("ix_turn_day", "turn")
    op.create_index("ix_turn_day", "turn", ["day", "outcome", "hour", "procedure_code"])
    op.drop_table("procedure_count")
    op.drop_table("message_count")
