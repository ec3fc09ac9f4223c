"""A pack of evidence, on both databases: without a name, recomputed by its own program, and every edit named."""

from __future__ import annotations

import ast
import random
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from benchmarks.edited_evidence import edit, forge, kept, verified
from hall.access import By
from hall.errors import Refused
from hall.figures import parse_period
from hall.report.evidence import packing, write_pack
from hall.store import apply_structure
from hall.store.aggregates.adding_up import add_days_up
from hall.structure import Obstacle
from hall.translator import INDONESIAN
from tests.hall_samples import BY

PERIOD = parse_period("2026-11")
VERIFY = Path(packing.__file__).with_name("verify.py")
TYPED = (
    "terlalu lama",
    "fotokopi dulu",
    "salah layanan",
    "kurang KK",
    "rapat mendadak",
    "selesai semua",
    "salah impor",
)
"""What people typed."""


@pytest.fixture
def proven(staffed, clock, hall_url, structure):
    """The small hall with a day behind it on which something of each kind was done, by clerks who are kept apart."""
    hall = replace(structure.hall, reports=replace(structure.hall.reports, by_clerk=True, signer="Dewi Lestari"))
    apply_structure(hall_url, replace(structure, hall=hall, obstacles=(Obstacle("kk", "Dokumen kurang", "Documents"),)))
    one, three = By.clerk("user1", station="pc-budi"), By.clerk("user3")
    slot = clock.now() + timedelta(hours=1)
    staffed.run(lambda w: w.bookings.book("B", slot, BY, priority=True))
    for service in ("A", "A", "A", "A", "B", "2G", "2G", "A"):
        staffed.run(lambda w, service=service: w.tickets.issue(service, BY, priority=service == "B"))
    steps = (
        lambda w: w.tickets.cancel(w.tickets.issue("A", BY).id, BY, reason=TYPED[0]),
        lambda w: w.tickets.import_manual("B", 4, BY, waiting_from=2, reason="listrik padam"),
        lambda w: w.imports.withdraw(1, By.technician("wahyu"), reason=TYPED[6]),
        lambda w: w.counter("1", one).call_next(),
        lambda w: w.counter("1", one).recall(),
        lambda w: w.counter("1", one).serve(),
        lambda w: w.counter("1", one).finish(outcome="not_served", obstacle="kk", note=TYPED[3]),
        lambda w: w.counter("1", one).call_next(),
        lambda w: (w.counter("1", one).hold(reason=TYPED[1]), w.counter("1", one).undo()),
        lambda w: w.counter("1", one).transfer(service="2G", note=TYPED[2]),
        lambda w: w.counter("1", one).pause(kind="break", reason=TYPED[4]),
        lambda w: w.counter("3", three).call_next(),
        lambda w: w.counter("3", three).no_show(),
        lambda w: w.counter("3", three).call_next(),
        lambda w: w.counter("1", one).resume(),
        lambda w: w.counter("1", one).call_next(),
        lambda w: w.counter("1", one).call_next(),
    )
    for step in steps:
        clock.move(minutes=9, seconds=13)
        staffed.run(step)
    staffed.run(lambda w: w.day.close(By.technician("wahyu"), reason=TYPED[5]))
    add_days_up(staffed)
    return staffed


def packed(store, file: Path):
    with store.read() as view:
        return write_pack(file, view.evidence.of(PERIOD, BY), INDONESIAN)


def unpacked(store, folder: Path) -> Path:
    packed(store, folder / "pack.zip")
    with ZipFile(folder / "pack.zip") as archive:
        archive.extractall(folder / "pack")
    return folder / "pack"


def test_a_pack_is_as_its_events_say_and_every_edit_is_named(proven, tmp_path):
    pack = unpacked(proven, tmp_path)
    code, said = verified(pack)
    assert (code, said.splitlines()[0]) == (0, "Everything is as its events say."), said
    rng = random.Random(4)
    for _ in range(6):
        with kept(pack):
            done = edit(pack, rng)
            code, said = verified(pack)
            assert code == 1, done
            assert done.is_named(said), (done, said)


def test_a_figure_that_was_edited_with_all_hashes_is_named_by_its_cell(proven, tmp_path):
    pack = unpacked(proven, tmp_path)
    file = pack / "aggregates" / "service.csv"
    head, first, *_ = file.read_text("utf-8").splitlines()
    cells = first.split(",")
    place = head.split(",").index("issued")
    file.write_text(
        file.read_text("utf-8").replace(first, ",".join([*cells[:place], "77", *cells[place + 1 :]])), "utf-8"
    )
    forge(pack)
    code, said = verified(pack)
    wanted = f"aggregates/service.csv row 2 column issued: packed 77, recomputed {cells[place]}"
    assert (code, said.splitlines()[0]) == (1, wanted)


def test_an_event_that_was_taken_out_with_all_hashes_is_missed(proven, tmp_path):
    pack = unpacked(proven, tmp_path)
    file = pack / "events" / "2026-11-23.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if ",no_show," not in line), "utf-8")
    forge(pack)
    code, said = verified(pack)
    assert code == 1
    assert "column no_show: packed 1, recomputed 0" in said


def test_nobody_is_named_and_nothing_that_was_typed_is_in_it(proven, tmp_path):
    packed(proven, tmp_path / "pack.zip")
    names = ("user1", "user3", "Petugas 1", "Petugas 3", "pc-budi", "wahyu", "Dewi", "A-001", *TYPED)
    with ZipFile(tmp_path / "pack.zip") as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert [(name, word) for name, text in texts.items() for word in names if word in text] == []
    clerks = {line.split(",")[6] for line in texts["events/2026-11-23.csv"].splitlines()[1:]}
    assert clerks == {"system", "clerk-01", "clerk-02", "technician-01"}
    assert "clerk-01" in texts["aggregates/counter.csv"]


def test_a_pack_is_the_same_byte_by_byte_however_late_it_is_made(proven, tmp_path, clock):
    first = packed(proven, tmp_path / "first.zip")
    clock.move(days=40)
    assert packed(proven, tmp_path / "second.zip") == first
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_who_sees_a_part_of_the_hall_gets_no_pack(proven):
    for by in (By.clerk("user1"), By.staff("agency_supervisor", "user1", agency="disdukcapil")):
        with proven.read(by) as view, pytest.raises(Refused) as refusal:
            view.evidence.of(PERIOD, by)
        assert refusal.value.code == "needs_supervisor"


def test_a_period_without_a_closed_day_has_nothing_to_prove(staffed, tmp_path):
    staffed.run(lambda w: w.tickets.issue("A", BY))
    with pytest.raises(Refused) as refusal:
        packed(staffed, tmp_path / "pack.zip")
    assert refusal.value.code == "evidence_nothing"
    assert not list(tmp_path.glob("*pack.zip*"))


def test_an_outsider_can_read_and_run_the_program():
    text = VERIFY.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    tree = ast.parse(text, feature_version=(3, 9))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}
    assert modules <= sys.stdlib_module_names
