"""Keep of a settled matter a hash in the place of its telling words.

Which were what somebody had asked, and stayed when its text was withdrawn, deleted or old.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SETTLED = sa.table("settled", sa.column("key", sa.String()))
WORDLESS = ("rating:", "gist:")  # telling words have no colon


def upgrade() -> None:
    """Apply the change."""
    hash_gists()


def hash_gists() -> None:
    """Put hashes in the place of telling words."""
    connection = op.get_bind()
    for key in connection.scalars(sa.select(SETTLED.c.key)).all():
        if not key.startswith(WORDLESS):
            hashed = f"gist:{hashlib.sha256(key.encode()).hexdigest()}"
            connection.execute(sa.update(SETTLED).where(SETTLED.c.key == key).values(key=hashed))


def downgrade() -> None:
    """Leave the hashes, which lead back to no words: what they settled is open again."""
