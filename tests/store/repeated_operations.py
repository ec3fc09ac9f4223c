"""Every write that takes a request id, once with its arguments and once with others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from hall.access import By
from hall.maintenance_runs import RunKind
from hall.manual_numbers import Past
from hall.store import UnitOfWork
from hall.survey.forms import PaperForm
from tests.hall_samples import BY

Job = Callable[[UnitOfWork, dict[str, Any], str], object]

_NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
OPERATIONS: dict[str, tuple[Job, Job]] = {
    "tickets.issue": (
        lambda w, h, r: w.tickets.issue("A", By.system(request_id=r)),
        lambda w, h, r: w.tickets.issue("B", By.system(request_id=r)),
    ),
    "slips.out": (
        lambda w, h, r: w.slips.out(h["printing"], By.system(request_id=r), verified=True),
        lambda w, h, r: w.slips.out(h["waiting"], By.system(request_id=r), verified=True),
    ),
    "tickets.confirm": (
        lambda w, h, r: w.tickets.confirm(h["printing"], By.system(request_id=r)),
        lambda w, h, r: w.tickets.confirm(h["waiting"], By.system(request_id=r)),
    ),
    "tickets.cancel": (
        lambda w, h, r: w.tickets.cancel(h["waiting"], By.system(request_id=r), reason="pergi"),
        lambda w, h, r: w.tickets.cancel(h["held"], By.system(request_id=r), reason="pergi"),
    ),
    "counter.call_next": (
        lambda w, h, r: w.counter("2", By.system(request_id=r)).call_next(),
        lambda w, h, r: w.counter("3", By.system(request_id=r)).call_next(),
    ),
    "counter.call_number": (
        lambda w, h, r: w.counter("2", By.system(request_id=r)).call_number(h["waiting"]),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).call_number(h["held"]),
    ),
    "counter.recall": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).recall(),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).recall(),
    ),
    "counter.serve": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).serve(),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).serve(),
    ),
    "counter.finish": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).finish(),
        lambda w, h, r: w.counter("1", By.system(request_id=r)).finish(note="lain"),
    ),
    "counter.no_show": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).no_show(),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).no_show(),
    ),
    "counter.hold": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).hold(reason="salat"),
        lambda w, h, r: w.counter("1", By.system(request_id=r)).hold(reason="makan"),
    ),
    "counter.transfer": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).transfer(service="B"),
        lambda w, h, r: w.counter("1", By.system(request_id=r)).transfer(service="2G"),
    ),
    "counter.undo": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).undo(),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).undo(),
    ),
    "tickets.hold": (
        lambda w, h, r: w.tickets.hold(h["waiting"], By.system(request_id=r), reason="salat"),
        lambda w, h, r: w.tickets.hold(h["waiting"], By.system(request_id=r), reason="makan"),
    ),
    "tickets.release": (
        lambda w, h, r: w.tickets.release(h["held"], By.system(request_id=r)),
        lambda w, h, r: w.tickets.release(h["waiting"], By.system(request_id=r)),
    ),
    "tickets.return_late": (
        lambda w, h, r: w.tickets.return_late(h["no_show"], By.system(request_id=r)),
        lambda w, h, r: w.tickets.return_late(h["held"], By.system(request_id=r)),
    ),
    "tickets.restore": (
        lambda w, h, r: w.tickets.restore(h["cancelled"], By.system(request_id=r)),
        lambda w, h, r: w.tickets.restore(h["held"], By.system(request_id=r)),
    ),
    "tickets.transfer": (
        lambda w, h, r: w.tickets.transfer(h["waiting"], By.system(request_id=r), service="B"),
        lambda w, h, r: w.tickets.transfer(h["waiting"], By.system(request_id=r), service="2G"),
    ),
    "tickets.set_priority": (
        lambda w, h, r: w.tickets.set_priority(h["waiting"], True, By.system(request_id=r), reason="lansia"),
        lambda w, h, r: w.tickets.set_priority(h["waiting"], True, By.system(request_id=r), reason="hamil"),
    ),
    "bookings.book": (
        lambda w, h, r: w.bookings.book("A", h["slot"], By.system(request_id=r)),
        lambda w, h, r: w.bookings.book("B", h["slot"], By.system(request_id=r)),
    ),
    "bookings.check_in": (
        lambda w, h, r: w.bookings.check_in(h["booking"], By.system(request_id=r)),
        lambda w, h, r: w.bookings.check_in(h["other_booking"], By.system(request_id=r)),
    ),
    "bookings.cancel": (
        lambda w, h, r: w.bookings.cancel(h["booking"], By.system(request_id=r), reason="sakit"),
        lambda w, h, r: w.bookings.cancel(h["booking"], By.system(request_id=r), reason="pergi"),
    ),
    "tickets.correct": (
        lambda w, h, r: w.tickets.correct(h["no_show"], By.system(request_id=r), state="waiting", reason="keliru"),
        lambda w, h, r: w.tickets.correct(h["no_show"], By.system(request_id=r), state="done", reason="keliru"),
    ),
    "tickets.import_manual": (
        lambda w, h, r: w.tickets.import_manual("A", 57, By.system(request_id=r)),
        lambda w, h, r: w.tickets.import_manual("A", 58, By.system(request_id=r)),
    ),
    "imports.withdraw": (
        lambda w, h, r: w.imports.withdraw(h["imported"], By.system(request_id=r), reason="keliru"),
        lambda w, h, r: w.imports.withdraw(h["imported"], By.system(request_id=r), reason="salah hitung"),
    ),
    "imports.go_past": (
        lambda w, h, r: w.imports.go_past(
            date(2026, 11, 23), (Past("A", 70, 90),), By.system(request_id=r), reason="dipulihkan"
        ),
        lambda w, h, r: w.imports.go_past(
            date(2026, 11, 23), (Past("A", 70, 91),), By.system(request_id=r), reason="dipulihkan"
        ),
    ),
    "counter.pause": (
        lambda w, h, r: w.counter("2", By.system(request_id=r)).pause(kind="break"),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).pause(kind="closed", reason="rusak"),
    ),
    "counter.resume": (
        lambda w, h, r: w.counter("3", By.system(request_id=r)).resume(),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).resume(),
    ),
    "counter.sign_in": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).sign_in(h["user"]),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).sign_in(h["user"]),
    ),
    "counter.sign_out": (
        lambda w, h, r: w.counter("2", By.system(request_id=r)).sign_out(),
        lambda w, h, r: w.counter("3", By.system(request_id=r)).sign_out(),
    ),
    "staff.add": (
        lambda w, h, r: w.staff.add("rina", "Rina", "407163", By.system(request_id=r)),
        lambda w, h, r: w.staff.add("tono", "Tono", "407163", By.system(request_id=r)),
    ),
    "staff.set_pin": (
        lambda w, h, r: w.staff.set_pin("budi", "830562", By.system(request_id=r)),
        lambda w, h, r: w.staff.set_pin("joko", "830562", By.system(request_id=r)),
    ),
    "staff.change_own_pin": (
        lambda w, h, r: w.staff.change_own_pin("830562", By.clerk("budi", request_id=r), session=0),
        lambda w, h, r: w.staff.change_own_pin("830562", By.clerk("budi", request_id=r), session=7),
    ),
    "staff.set_role": (
        lambda w, h, r: w.staff.set_role("budi", "supervisor", By.system(request_id=r)),
        lambda w, h, r: w.staff.set_role("joko", "supervisor", By.system(request_id=r)),
    ),
    "staff.rename": (
        lambda w, h, r: w.staff.rename("budi", "Budi Santoso", By.system(request_id=r)),
        lambda w, h, r: w.staff.rename("budi", "Budi Setiawan", By.system(request_id=r)),
    ),
    "staff.disable": (
        lambda w, h, r: w.staff.disable("budi", By.system(request_id=r)),
        lambda w, h, r: w.staff.disable("joko", By.system(request_id=r)),
    ),
    "staff.enable": (
        lambda w, h, r: w.staff.enable("tuti", By.system(request_id=r)),
        lambda w, h, r: w.staff.enable("budi", By.system(request_id=r)),
    ),
    "staff.sign_out": (
        lambda w, h, r: w.staff.sign_out("budi", By.system(request_id=r)),
        lambda w, h, r: w.staff.sign_out("joko", By.system(request_id=r)),
    ),
    "day.open": (
        lambda w, h, r: w.day.open(By.system(request_id=r), day=h["today"], confirm=True),
        lambda w, h, r: w.day.open(By.system(request_id=r), day=h["today"], confirm=False),
    ),
    "day.reopen": (
        lambda w, h, r: w.day.reopen(By.system(request_id=r), reason="keliru ditutup"),
        lambda w, h, r: w.day.reopen(By.system(request_id=r), reason="lain"),
    ),
    "day.close": (
        lambda w, h, r: w.day.close(By.system(request_id=r), reason="sore"),
        lambda w, h, r: w.day.close(By.system(request_id=r), reason="malam"),
    ),
    "closures.request": (
        lambda w, h, r: w.closures.request("hall", By.system(request_id=r), reason="banjir"),
        lambda w, h, r: w.closures.request("hall", By.system(request_id=r), reason="gempa"),
    ),
    "closures.decide": (
        lambda w, h, r: w.closures.decide(h["closure"], By.system(request_id=r), approve=False),
        lambda w, h, r: w.closures.decide(h["closure"], By.system(request_id=r), approve=True),
    ),
    "closures.end": (
        lambda w, h, r: w.closures.end(h["closure"], By.system(request_id=r)),
        lambda w, h, r: w.closures.end(h["other_closure"], By.system(request_id=r)),
    ),
    "day.confirm": (
        lambda w, h, r: w.day.confirm(By.system(request_id=r)),
        lambda w, h, r: w.day.confirm(By.system(request_id=r), reason="jam benar"),
    ),
    "sheets.print": (
        lambda w, h, r: w.sheets.print(By.system(request_id=r), at="kiosk-1"),
        lambda w, h, r: w.sheets.print(By.system(request_id=r), at="kiosk-2"),
    ),
    "day.redate": (
        lambda w, h, r: w.day.redate(h["today"], By.system(request_id=r), reason="jam salah"),
        lambda w, h, r: w.day.redate(h["today"], By.system(request_id=r), reason="jam benar"),
    ),
    "breaks.plan": (
        lambda w, h, r: w.breaks.plan(By.system(request_id=r)),
        lambda w, h, r: w.breaks.plan(By.system(request_id=r), everybody=True),
    ),
    "breaks.move": (
        lambda w, h, r: w.breaks.move("1", _NOON, By.system(request_id=r)),
        lambda w, h, r: w.breaks.move("2", _NOON, By.system(request_id=r)),
    ),
    "hall.evacuate": (
        lambda w, h, r: w.hall.evacuate(By.system(request_id=r), reason="latihan"),
        lambda w, h, r: w.hall.evacuate(By.system(request_id=r), reason="asap"),
    ),
    "hall.evacuation_over": (
        lambda w, h, r: w.hall.evacuation_over(By.system(request_id=r)),
        lambda w, h, r: w.hall.evacuation_over(By.system(request_id=r), note="semua keluar"),
    ),
    "boards.announce": (
        lambda w, h, r: w.boards.announce("info", "Rapat", By.system(request_id=r)),
        lambda w, h, r: w.boards.announce("info", "Libur", By.system(request_id=r)),
    ),
    "boards.end_announcement": (
        lambda w, h, r: w.boards.end_announcement(h["announcement"], By.system(request_id=r)),
        lambda w, h, r: w.boards.end_announcement(h["other_announcement"], By.system(request_id=r)),
    ),
    "alarms.take": (
        lambda w, h, r: w.alarms.take("alarm_unattended:2G", By.system(request_id=r)),
        lambda w, h, r: w.alarms.take(h["taken"], By.system(request_id=r)),
    ),
    "alarms.give_back": (
        lambda w, h, r: w.alarms.give_back(h["taken"], By.system(request_id=r)),
        lambda w, h, r: w.alarms.give_back("alarm_unattended:2G", By.system(request_id=r)),
    ),
    "counter.free": (
        lambda w, h, r: w.counter("2", By.system(request_id=r)).free(reason="pulang"),
        lambda w, h, r: w.counter("3", By.system(request_id=r)).free(reason="pulang"),
    ),
    "counter.keep_waiting": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).keep_waiting(),
        lambda w, h, r: w.counter("2", By.system(request_id=r)).keep_waiting(),
    ),
    "counter.offer": (
        lambda w, h, r: w.counter("1", By.system(request_id=r)).offer(offer="antar"),
        lambda w, h, r: w.counter("1", By.system(request_id=r)).offer(),
    ),
    "counter.read_notes": (
        lambda w, h, r: w.counter("2", By.system(request_id=r)).read_notes(),
        lambda w, h, r: w.counter("3", By.system(request_id=r)).read_notes(),
    ),
    "closures.close": (
        lambda w, h, r: w.closures.close("service", By.system(request_id=r), "2G", reason="listrik"),
        lambda w, h, r: w.closures.close("service", By.system(request_id=r), "2G", reason="banjir"),
    ),
    "overrides.open": (
        lambda w, h, r: w.overrides.open("service", By.system(request_id=r), "A", reason="ramai"),
        lambda w, h, r: w.overrides.open("service", By.system(request_id=r), "A", reason="tamu"),
    ),
    "overrides.assign": (
        lambda w, h, r: w.overrides.assign("2", By.system(request_id=r), ("A",), reason="ramai"),
        lambda w, h, r: w.overrides.assign("2", By.system(request_id=r), ("B",), reason="ramai"),
    ),
    "overrides.end": (
        lambda w, h, r: w.overrides.end(h["override"], By.system(request_id=r)),
        lambda w, h, r: w.overrides.end(h["other_override"], By.system(request_id=r)),
    ),
    "incidents.open": (
        lambda w, h, r: w.incidents.open("imigrasi", By.system(request_id=r), text="jaringan putus"),
        lambda w, h, r: w.incidents.open("imigrasi", By.system(request_id=r), text="listrik padam"),
    ),
    "incidents.note": (
        lambda w, h, r: w.incidents.note(h["incident"], By.system(request_id=r), text="teknisi datang"),
        lambda w, h, r: w.incidents.note(h["incident"], By.system(request_id=r), text="teknisi pergi"),
    ),
    "incidents.assign": (
        lambda w, h, r: w.incidents.assign(h["incident"], By.system(request_id=r), owner="Rina"),
        lambda w, h, r: w.incidents.assign(h["incident"], By.system(request_id=r), owner="Tono"),
    ),
    "incidents.close": (
        lambda w, h, r: w.incidents.close(h["incident"], By.system(request_id=r), done="kabel diganti"),
        lambda w, h, r: w.incidents.close(h["incident"], By.system(request_id=r), done="server dinyalakan"),
    ),
    "incidents.broadcast": (
        lambda w, h, r: w.incidents.broadcast(h["incident"], By.system(request_id=r)),
        lambda w, h, r: w.incidents.broadcast(h["incident"], By.system(request_id=r), title="Berhenti"),
    ),
    "incidents.end_broadcast": (
        lambda w, h, r: w.incidents.end_broadcast(h["incident"], By.system(request_id=r)),
        lambda w, h, r: w.incidents.end_broadcast(h["incident"] + 1, By.system(request_id=r)),
    ),
    "plans.add": (
        lambda w, h, r: w.plans.add("Genset", h["today"], By.system(request_id=r)),
        lambda w, h, r: w.plans.add("Kursi", h["today"], By.system(request_id=r)),
    ),
    "survey.begin": (
        lambda w, h, r: w.survey.begin(h["code"], "s1", By.system(request_id=r)),
        lambda w, h, r: w.survey.begin(h["code"], "s2", By.system(request_id=r)),
    ),
    "survey.answer": (
        lambda w, h, r: w.survey.answer(h["sheet"], "s", "waktu", 3, By.system(request_id=r)),
        lambda w, h, r: w.survey.answer(h["sheet"], "s", "waktu", 4, By.system(request_id=r)),
    ),
    "survey.describe": (
        lambda w, h, r: w.survey.describe(h["sheet"], "s", "sex", "male", By.system(request_id=r)),
        lambda w, h, r: w.survey.describe(h["sheet"], "s", "sex", "female", By.system(request_id=r)),
    ),
    "survey.import_forms": (
        lambda w, h, r: w.survey.import_forms([_form(h)], "abc", By.system(request_id=r)),
        lambda w, h, r: w.survey.import_forms([_form(h)], "abd", By.system(request_id=r)),
    ),
    "survey.withdraw": (
        lambda w, h, r: w.survey.withdraw(h["forms"], By.system(request_id=r), reason="keliru"),
        lambda w, h, r: w.survey.withdraw(h["forms"], By.system(request_id=r), reason="ganda"),
    ),
    "maintenance.record": (
        lambda w, h, r: w.maintenance.record(By.system(request_id=r), RunKind.BACKUP, ok=True, file="a.zip"),
        lambda w, h, r: w.maintenance.record(By.system(request_id=r), RunKind.BACKUP, ok=False, note="penuh"),
    ),
    "plans.change": (
        lambda w, h, r: w.plans.change(h["plan"], By.system(request_id=r), text="Genset besar"),
        lambda w, h, r: w.plans.change(h["plan"], By.system(request_id=r), text="Genset kecil"),
    ),
    "plans.end": (
        lambda w, h, r: w.plans.end(h["plan"], "done", By.system(request_id=r)),
        lambda w, h, r: w.plans.end(h["plan"], "dropped", By.system(request_id=r), reason="mahal"),
    ),
}
"""Each operation, and the same with other arguments."""


def _form(hall: dict[str, Any]) -> PaperForm:
    return PaperForm(hall["today"], "disdukcapil", scores={"waktu": 3})


def _served(work: UnitOfWork, hall: dict[str, Any]) -> None:
    made = work.tickets.issue("B", BY)
    hall["code"] = made.code
    work.counter("2", BY).call_number(made.id)
    work.counter("2", BY).finish()


def _sheet(work: UnitOfWork, hall: dict[str, Any]) -> None:
    _served(work, hall)
    hall["sheet"] = work.survey.begin(hall["code"], "s", BY).id


def _forms(work: UnitOfWork, hall: dict[str, Any]) -> None:
    hall["forms"] = work.survey.import_forms([_form(hall)], "aaa", BY).id


def _incident(work: UnitOfWork, hall: dict[str, Any]) -> int:
    hall["incident"] = work.incidents.open("disdukcapil", BY).id
    return hall["incident"]


def _overrides(work: UnitOfWork, hall: dict[str, Any]) -> None:
    for name, service in (("override", "2G"), ("other_override", "B")):
        hall[name] = work.overrides.open("service", BY, service, reason="ramai").id


BEFORE: dict[str, Callable[[UnitOfWork, dict[str, Any]], object]] = {
    "day.open": lambda w, h: w.day.close(BY, reason="keliru"),
    "day.reopen": lambda w, h: w.day.close(BY, reason="keliru"),
    "hall.evacuation_over": lambda w, h: w.hall.evacuate(BY),
    "incidents.note": _incident,
    "incidents.assign": _incident,
    "incidents.close": _incident,
    "incidents.broadcast": _incident,
    "incidents.end_broadcast": lambda w, h: w.incidents.broadcast(_incident(w, h), BY),
    "overrides.end": _overrides,
    "survey.begin": _served,
    "survey.answer": _sheet,
    "survey.describe": _sheet,
    "survey.withdraw": _forms,
}
"""What comes before an operation so that it can be done at all."""
