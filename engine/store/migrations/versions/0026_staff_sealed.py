"""What is of users is sealed from here on; the key of a user goes with the user.

Only a column is added, so the release before this one works on. What is in the columns is
sealed after this, once none of that release is at work (`engine.store.verzegelen.seal_staff`): the
same transaction raises the floor, for that release cannot read what is sealed of users.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_GO = "delete from sleutels where id = old.id"


def upgrade() -> None:
    """Apply."""
    op.add_column("voorkeuren", sa.Column("adres_was", sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create function user_key_goes() returns trigger language plpgsql"
            f" set search_path from current as $$ begin {_GO}; return null; end $$"
        )
        op.execute(
            "create trigger gebruikers_sleutel after delete on gebruikers"
            " for each row execute function user_key_goes()"
        )
        return
    op.execute(
        "create trigger gebruikers_sleutel after delete on gebruikers for each row"
        f" begin {_GO}; end"
    )


def downgrade() -> None:
    """Undo, where nothing of users was sealed: the release before this one cannot read it."""
    sealed = sa.text("select count(*) from gemeentesleutels where gemeente = 'mdw'")
    if op.get_bind().execute(sealed).scalar():
        raise RuntimeError("there is sealed data; the release before this one cannot read it")
    op.drop_column("voorkeuren", "adres_was")
    op.execute("update schema_floor set revision = '0014' where revision = '0026'")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop trigger gebruikers_sleutel on gebruikers")
        op.execute("drop function user_key_goes()")
        return
    op.execute("drop trigger gebruikers_sleutel")
