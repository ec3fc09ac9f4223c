"""Making a database ready: from nothing, again, at the same time, and after a death in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from hall.access import By
from hall.errors import Refused, StoreCause, StoreUnavailable
from hall.lifecycle import State
from hall.store import apply_structure, migrate_store, open_store, prepare_store, tables
from hall.store.database import schema, setup
from hall.store.database.engine import WRITE, make_engine, parse_url
from hall.store.database.migration import alembic_config
from hall.structure import Difference
from tests.hall_samples import BY


def _program(body: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python process of its own that imports the test's samples."""
    tests = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests.parent), str(tests)])}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(body), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_the_migrations_make_exactly_the_tables(database_url):
    assert migrate_store(database_url) == (None, schema.PROGRAM.newest)
    engine = make_engine(parse_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        with warnings.catch_warnings():
            # SQLAlchemy cannot read an index on an expression back from SQLite, and says so.
            warnings.filterwarnings("ignore", message=".*expression-based index")
            differences = compare_metadata(context, tables.metadata)
    # Both databases read the expression of this index back in words of their own.
    real = [d for d in differences if "ix_business_day_only_one_open" not in str(d)]
    assert real == []


def test_what_programs_check_is_what_the_migrations_say():
    revisions = list(ScriptDirectory.from_config(alembic_config()).walk_revisions())
    before = [one for one in revisions if not hasattr(one.module, "min_program")]
    assert (revisions[0].revision, before[0].revision) == (schema.PROGRAM.newest, schema.PROGRAM.needs)


def test_migrating_again_changes_nothing(database_url):
    migrate_store(database_url)
    assert migrate_store(database_url) == (schema.PROGRAM.newest, schema.PROGRAM.newest)


def test_a_database_without_a_hall_says_what_to_do(database_url):
    with pytest.raises(StoreUnavailable, match="hall init"):
        open_store(database_url)
    migrate_store(database_url)
    store = open_store(database_url)
    with pytest.raises(Refused, match="hall apply"), store.read() as view:
        view.kiosk()
    store.close()


def test_an_unreachable_postgres_is_looked_for_at_its_socket(tmp_path):
    with pytest.raises(StoreUnavailable) as error:
        open_store(f"postgresql://hall:secret@/hall?host={tmp_path}")
    assert str(error.value).startswith(f"the database hall at the socket in {tmp_path} does not answer (")
    assert str(error.value).endswith("; check that Postgres runs there and that its socket is in this folder")
    assert "localhost" not in str(error.value)


def test_an_unreachable_postgres_of_a_queried_host_is_named_with_its_port():
    with pytest.raises(StoreUnavailable, match=r"the database 127\.0\.0\.1:1/hall does not answer"):
        open_store("postgresql://hall:secret@/hall?host=127.0.0.1&port=1")


def test_an_unreachable_postgres_is_said_without_its_password():
    with pytest.raises(StoreUnavailable) as error:
        open_store("postgresql://hall:secret@127.0.0.1:1/hall")
    assert "127.0.0.1:1" in str(error.value)
    assert "secret" not in str(error.value)


def test_an_unknown_database_is_said_plainly():
    with pytest.raises(StoreUnavailable, match="postgresql://"):
        open_store("mysql://root@localhost/hall")


def test_apply_shows_every_difference_and_then_none(database_url, structure):
    first = apply_structure(database_url, structure)
    assert {change.what for change in first} == {"added"}
    assert apply_structure(database_url, structure) == ()
    changed = replace(
        structure,
        services=(replace(structure.services[0], name="Rekam KTP-el"), *structure.services[1:]),
        counters=structure.counters[:2],
        stations=(),
    )
    again = apply_structure(database_url, changed)
    assert [(c.what, c.kind, c.id) for c in again] == [
        ("changed", "service", "disdukcapil-a"),
        ("archived", "counter", "loket-3"),
        ("archived", "station", "kiosk-1"),
        ("archived", "station", "kiosk-2"),
    ]
    assert "Perekaman KTP-el -> Rekam KTP-el" in again[0].detail


def test_apply_names_the_keys_of_a_table_that_differ(database_url, structure):
    apply_structure(database_url, structure)
    kiosk = structure.stations[0]
    changed = replace(
        structure,
        hall=replace(structure.hall, voice=replace(structure.hall.voice, repeat=3)),
        stations=(replace(kiosk, board=replace(kiosk.board, layout="media", media=("film",))), *structure.stations[1:]),
    )
    hall, station = apply_structure(database_url, changed)
    assert hall.detail == "voice.repeat: 2 -> 3"
    assert hall.differences == (Difference("voice.repeat", 2, 3),)
    assert station.detail == 'board.layout: calls -> media; board.media: [] -> ["film"]'


def test_apply_tells_a_service_that_a_counter_only_helps_from_now_on(database_url, structure):
    apply_structure(database_url, structure)
    counter = next(counter for counter in structure.counters if counter.services)
    helped = replace(counter, label="77", services=tuple(replace(one, rank=2) for one in counter.services))
    others = tuple(helped if one is counter else one for one in structure.counters)
    (change,) = apply_structure(database_url, replace(structure, counters=others))
    names = sorted(one.service for one in counter.services)
    assert ("label", counter.label, "77") in [(one.key, one.before, one.after) for one in change.differences]
    assert Difference("also", [one.service for one in counter.services if one.rank == 2], names) in change.differences


def test_counters_may_swap_their_labels(database_url, structure):
    apply_structure(database_url, structure)
    one, two, three = structure.counters
    apply_structure(
        database_url, replace(structure, counters=(replace(one, label="2"), replace(two, label="1"), three))
    )
    store = open_store(database_url)
    with store.read() as view:
        assert {info.id: info.label for info in view.counters()} == {"loket-1": "2", "loket-2": "1", "loket-3": "3"}
    store.close()


def test_a_running_store_picks_up_a_new_structure(store, hall_url, structure):
    with store.read() as view:
        assert len(view.services()) == 3
    apply_structure(hall_url, replace(structure, services=structure.services[:2], counters=structure.counters[:2]))
    with store.read() as view:
        assert [s.prefix for s in view.services()] == ["A", "B"]
    with pytest.raises(Refused), store.begin() as work:
        work.tickets.issue("2G", BY)


def test_a_service_with_people_waiting_is_not_retired(store, hall_url, structure):
    with store.begin() as work:
        work.tickets.issue("2G", BY)
    smaller = replace(structure, services=structure.services[:2], counters=structure.counters[:2])
    with pytest.raises(Refused) as refusal:
        apply_structure(hall_url, smaller)
    assert refusal.value.code == "retires_waiting"
    with store.read() as view:
        assert len(view.services()) == 3


def test_a_prefix_that_visitors_have_had_is_never_given_to_another_service(store, hall_url, structure):
    ticket = store.run(lambda work: work.tickets.issue("2G", BY))
    store.run(lambda work: work.tickets.cancel(ticket.id, By.technician("x"), reason="x"))
    smaller = replace(structure, services=structure.services[:2], counters=structure.counters[:2])
    apply_structure(hall_url, smaller)
    other = replace(structure.services[0], id="disdukcapil-new", prefix="2G")
    with pytest.raises(Refused) as refusal:
        apply_structure(hall_url, replace(smaller, services=(*smaller.services, other)))
    assert refusal.value.code == "prefix_taken"


PREPARE = """
    import sys
    from hall.store import prepare_store
    from tests.hall_samples import BY, small_hall
    store = prepare_store(sys.argv[1], small_hall(always_open=True))
    print(store.run(lambda work: work.tickets.issue("A", BY)).code)
"""


def test_a_program_that_opens_its_database_again_and_again_says_so_once(store, hall_url, caplog):
    caplog.set_level("INFO", "hall.store")
    setup._tell_schema.cache_clear()
    for _ in range(3):
        open_store(hall_url).close()
    assert sum("has schema" in line for line in caplog.messages) == 1


def test_three_programs_started_at_once_on_nothing_all_work(database_url):
    programs = [_program(PREPARE, database_url) for _ in range(3)]
    answers = [program.communicate(timeout=60) for program in programs]
    assert sorted(out.strip() for out, _ in answers) == ["A-001", "A-002", "A-003"], answers
    assert [program.returncode for program in programs] == [0, 0, 0]


DIE_INSIDE = """
    import os, signal, sys
    from hall.store.database import migration, setup
    from tests.hall_samples import small_hall
    real = migration.upgrade
    def die(connection, revision):
        real(connection, revision)
        sys.stdout.write("inside\\n"); sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    migration.upgrade = die
    setup.prepare_store(sys.argv[1], small_hall())
"""


def test_a_kill_inside_the_migration_leaves_nothing_half_done(database_url):
    victim = _program(DIE_INSIDE, database_url)
    out, err = victim.communicate(timeout=60)
    assert (victim.returncode, out) == (-signal.SIGKILL, "inside\n"), err
    following = _program(PREPARE, database_url)
    out, err = following.communicate(timeout=60)
    assert (following.returncode, out.strip()) == (0, "A-001"), err


def test_the_stored_structure_reads_back_as_it_was(store, structure):
    with store.read() as view:
        tx = view._tx
        assert tx.structure.structure == structure
    with store.begin() as work:
        assert work.tickets.issue("A", BY).state is State.WAITING


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0000', '')",
        "UPDATE alembic_version SET min_program = 'soon'",
    ],
)
@pytest.mark.parametrize("attempt", [open_store, migrate_store])
def test_a_hall_whose_schema_has_no_version_is_damaged(database_url, harm, attempt):
    prepare_store(database_url, None).close()
    with (
        make_engine(parse_url(database_url)).connect().execution_options(**{WRITE: True}) as connection,
        connection.begin(),
    ):
        connection.execute(text(harm))
    with pytest.raises(StoreUnavailable, match=r"the database is damaged.*restore a backup") as refusal:
        attempt(database_url)
    assert refusal.value.cause is StoreCause.DAMAGED
