"""Keep of a settled matter a hash in the place of its telling words; know owners of follow-ups by their login.

The words were what somebody had asked, and stayed when its text was withdrawn, deleted or old. Owners were known by
the name that is shown, which two accounts may share.
"""

import hashlib
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SETTLED = sa.table("settled", sa.column("key", sa.String()))
USER = sa.table("user", sa.column("name", sa.String()), sa.column("display_name", sa.String()))
FOLLOW_UP = sa.table("follow_up", sa.column("id"), sa.column("owner", sa.String()), sa.column("state", sa.String()))
LIVE = ("open", "in_progress")
WORDLESS = ("rating:", "gist:")  # telling words have no colon


def upgrade() -> None:
    """Apply the change; who had an open follow-up and cannot be told has it no more."""
    hash_gists()
    know_owners()


def hash_gists() -> None:
    """Put hashes in the place of telling words."""
    connection = op.get_bind()
    for key in connection.scalars(sa.select(SETTLED.c.key)).all():
        if not key.startswith(WORDLESS):
            hashed = f"gist:{hashlib.sha256(key.encode()).hexdigest()}"
            connection.execute(sa.update(SETTLED).where(SETTLED.c.key == key).values(key=hashed))


def know_owners() -> None:
    """Put logins in the place of shown names that are of one account; of ended follow-ups others stay, for nobody."""
    connection, logins = op.get_bind(), logins_by_name()
    owned = sa.select(FOLLOW_UP).where(FOLLOW_UP.c.owner.is_not(None))
    for number, shown, state in connection.execute(owned).all():
        this = sa.update(FOLLOW_UP).where(FOLLOW_UP.c.id == number)
        if len(names := logins[shown]) == 1:
            connection.execute(this.values(owner=names[0]))
        elif state in LIVE:
            connection.execute(this.values(owner=None, state="open"))


def logins_by_name() -> dict[str, list[str]]:
    """Return the logins of each name that is shown."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, shown in op.get_bind().execute(sa.select(USER.c.name, USER.c.display_name)):
        found[shown].append(name)
    return found


def downgrade() -> None:
    """Show names again; leave the hashes, which lead back to no words: what they settled is open again."""
    shown = sa.select(USER.c.display_name).where(USER.c.name == FOLLOW_UP.c.owner).scalar_subquery()
    known = FOLLOW_UP.c.owner.in_(sa.select(USER.c.name))
    op.get_bind().execute(sa.update(FOLLOW_UP).where(known).values(owner=shown))
