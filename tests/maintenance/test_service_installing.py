"""An installation does once what it says, survives being broken off, and takes back exactly what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.errors import DeviceError
from hall.maintenance.services.installing import Change, Ran, change_of, install, remove
from hall.maintenance.services.planning import Plan, PlannedFile, Way
from hall.maintenance.services.record import Records, State, write_whole
from hall.maintenance.services.roles import Role


class Machine:
    """A folder in which things are installed, and what was run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Records(folder / "records")
        self.ran: list[tuple[str, ...]] = []
        self.failing: dict[str, int] = {}

    def run(self, command: tuple[str, ...]) -> Ran:
        self.ran.append(command)
        code = self.failing.get(command[0], 0)
        return Ran(command, code, "no such unit" if code else "")

    def plan(self, name: str = "mpp-display-papan-1", before: str = "stop", **files: str) -> Plan:
        planned = tuple(PlannedFile(self.folder / "units" / file, text.encode()) for file, text in files.items())
        done = (("enable", name),)
        return Plan(name, Role.DISPLAY, "papan-1", Way.USER, planned, done, ((before, name),), (("reload",),))

    def install(self, plan: Plan, *, overwrite: bool = False) -> None:
        install(plan, self.records, self.run, overwrite=overwrite)

    def there(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in self.folder.glob("units/*")}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_is_installed_is_removed_without_a_trace(machine: Machine) -> None:
    machine.install(machine.plan(one="1", two="2"))
    assert machine.there() == {"one": "1", "two": "2"}
    (record,) = machine.records.all()
    removed = remove(record, machine.records, machine.run)
    assert (machine.there(), len(removed.files), removed.kept, removed.failed) == ({}, 2, (), ())
    assert machine.ran == [("enable", record.name), ("stop", record.name), ("reload",)]
    assert machine.records.all() == ()


def test_twice_installed_is_as_once(machine: Machine) -> None:
    machine.install(machine.plan(one="1"))
    before = {path: path.stat().st_mtime_ns for path in machine.folder.glob("units/*")}
    machine.install(machine.plan(one="1"))
    assert {path: path.stat().st_mtime_ns for path in machine.folder.glob("units/*")} == before
    assert len(machine.records.all()) == 1
    assert machine.ran == [("enable", "mpp-display-papan-1")] * 2


def test_a_file_changed_by_hand_stays_and_is_named(machine: Machine) -> None:
    machine.install(machine.plan(one="1", two="2"))
    (machine.folder / "units/two").write_text("mine", "utf-8")
    removed = remove(machine.records.all()[0], machine.records, machine.run)
    assert machine.there() == {"two": "mine"}
    assert [path.name for path in removed.kept] == ["two"]


def test_a_file_that_is_gone_already_is_no_fault(machine: Machine) -> None:
    machine.install(machine.plan(one="1", two="2"))
    (machine.folder / "units/two").unlink()
    removed = remove(machine.records.all()[0], machine.records, machine.run)
    assert ([path.name for path in removed.files], removed.kept, machine.there()) == (["one"], (), {})


def test_a_file_of_somebody_else_is_not_overwritten_unasked(machine: Machine) -> None:
    (machine.folder / "units").mkdir()
    (machine.folder / "units/one").write_text("theirs", "utf-8")
    plan = machine.plan(one="1", two="2")
    with pytest.raises(DeviceError, match="--overwrite"):
        machine.install(plan)
    assert (machine.there(), machine.ran, machine.records.all()) == ({"one": "theirs"}, [], ())
    machine.install(plan, overwrite=True)
    assert machine.there() == {"one": "1", "two": "2"}


def test_a_file_changed_by_hand_is_not_overwritten_by_a_newer_version_either(machine: Machine) -> None:
    machine.install(machine.plan(one="1"))
    (machine.folder / "units/one").write_text("mine", "utf-8")
    with pytest.raises(DeviceError, match="changed by hand since"):
        machine.install(machine.plan(one="2"))
    assert machine.there() == {"one": "mine"}


def test_a_newer_version_replaces_its_files_and_takes_away_what_it_has_no_more(machine: Machine) -> None:
    machine.install(machine.plan(one="1", old="x"))
    plan = machine.plan(one="2", new="y")
    assert [change_of(file, machine.records.all()[0]) for file in plan.files] == [Change.NEWER, Change.NEW]
    machine.install(plan)
    assert machine.there() == {"one": "2", "new": "y"}
    remove(machine.records.all()[0], machine.records, machine.run)
    assert machine.there() == {}


def test_other_units_of_the_same_name_end_before_the_new_ones_begin(machine: Machine) -> None:
    machine.install(machine.plan(before="stop-x", one="1"))
    machine.install(machine.plan(before="stop-cage", two="2"))
    name = "mpp-display-papan-1"
    assert machine.ran == [("enable", name), ("stop-x", name), ("enable", name)]


@pytest.mark.parametrize("written", range(3))
def test_an_installation_that_was_broken_off_is_removed_or_finished(machine: Machine, monkeypatch, written) -> None:
    machine.install(machine.plan(one="old", two="old"))
    plan, real, count = machine.plan(one="1", two="2", three="3"), write_whole, 0

    def break_off(path: Path, content: bytes, mode: int) -> None:
        nonlocal count
        if count == written:
            raise KeyboardInterrupt
        count += 1
        real(path, content, mode)

    with monkeypatch.context() as patch:
        patch.setattr("hall.maintenance.services.installing.write_whole", break_off)
        with pytest.raises(KeyboardInterrupt):
            machine.install(plan)
    states = {one.state() for one in machine.records.all()[0].files}
    assert State.CHANGED not in states
    machine.install(plan)
    assert machine.there() == {"one": "1", "two": "2", "three": "3"}
    with monkeypatch.context() as patch:
        patch.setattr("hall.maintenance.services.installing.write_whole", break_off)
        count = 0
        with pytest.raises(KeyboardInterrupt):
            machine.install(machine.plan(one="9", two="9", three="9"))
    remove(machine.records.all()[0], machine.records, machine.run)
    assert machine.there() == {}


def test_a_command_that_fails_says_so_and_the_next_time_goes_on(machine: Machine) -> None:
    machine.failing["enable"] = 5
    with pytest.raises(DeviceError, match=r"`enable mpp-display-papan-1` ended with 5: no such unit"):
        machine.install(machine.plan(one="1"))
    machine.failing.clear()
    machine.install(machine.plan(one="1"))
    assert machine.there() == {"one": "1"}


def test_commands_that_fail_at_a_removal_are_named_and_the_files_go(machine: Machine) -> None:
    machine.install(machine.plan(one="1"))
    machine.failing["stop"] = 5
    removed = remove(machine.records.all()[0], machine.records, machine.run)
    assert [ran.command[0] for ran in removed.failed] == ["stop"]
    assert machine.there() == {}


def test_two_installations_do_not_share_a_file(machine: Machine) -> None:
    machine.install(machine.plan(one="1"))
    with pytest.raises(DeviceError, match="has the same files"):
        machine.install(machine.plan(name="mpp-display-other", one="1"))


def test_a_record_that_is_damaged_says_what_to_do(machine: Machine) -> None:
    machine.install(machine.plan(one="1"))
    (machine.folder / "records/mpp-display-papan-1.json").write_text("{}", "utf-8")
    with pytest.raises(DeviceError, match="install again"):
        machine.records.all()


def test_a_folder_that_cannot_be_written_is_a_sentence(machine: Machine) -> None:
    (machine.folder / "units").write_text("a file", "utf-8")
    with pytest.raises(DeviceError, match="cannot be written"):
        machine.install(machine.plan(one="1"))
