"""After the update of the programs: nobody reads the arrows of zones any more."""

from alembic import op

revision = "9002"
down_revision = "9001"
min_program = "0.2.0"


def upgrade() -> None:
    # SQLite copies the table, which counters refer to.
    with op.batch_alter_table("zone", recreate="auto") as zone:
        zone.alter_column("floor", server_default=None)
        zone.drop_column("arrows")
