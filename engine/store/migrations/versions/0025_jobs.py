"""Procrastinate's tables on PostgreSQL: who does which job, on any number of machines (ADR 0024).

They hold numbers of rows and no data of cases, so that they have no wall; on SQLite there are none.
The SQL is that of the release named in the file, kept here: a database made tomorrow is the same,
whichever release is installed then. What a later release of Procrastinate changes comes with a
migration of its own (`docs/adr/0024-jobs-by-procrastinate.md`).
"""

from __future__ import annotations

from importlib import resources

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SQL = "procrastinate-3.10.0.sql"
#: The last of Procrastinate's own migrations that is in it.
LAST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"

_UNDO = """
do $$
declare
    each record;
begin
    drop table if exists procrastinate_events, procrastinate_periodic_defers,
        procrastinate_jobs, procrastinate_workers cascade;
    for each in
        select oid::regprocedure as name from pg_proc
        where pronamespace = current_schema()::regnamespace and proname like 'procrastinate\\_%'
    loop
        execute format('drop function %s cascade', each.name);
    end loop;
    drop type if exists procrastinate_job_to_defer_v1, procrastinate_job_status,
        procrastinate_job_event_type cascade;
end;
$$
"""


def upgrade() -> None:
    """Apply."""
    _run(resources.files("engine.store").joinpath("migrations", SQL).read_text("utf-8"))


def downgrade() -> None:
    """Undo; what was waiting to be done still stands in `outbox` and `post`."""
    _run(_UNDO)


def _run(script: str) -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        # several statements at once, and a percent sign that means itself
        bind.exec_driver_sql(script, execution_options={"no_parameters": True})
