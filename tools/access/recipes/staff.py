"""The staff's page: its PIN, and each of its tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hall.language_files import LoadedLanguage
from hall.messages import CodedMessage
from hall.station_health import ATTENTION, GOOD, LOST
from hall.translator import FALLBACK, catalogue
from hall.views import PrinterView, PrintJobView, StationLine
from kiosk.machine_screen import MachineScreen, StaffTab, Step
from kiosk.screen import Page, Screen, StaffScreen
from tools.access.sample_hall import SampleHall

_MESSAGE = "kiosk.staff.message."
_OF_PINS = ("wrong", "wrong_wait", "locked", "no_pin")


def staff(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """Before the PIN and behind it."""
    usual = Screen(page=Page.STAFF, view=hall.view, staff=StaffScreen(station="kiosk-1"))
    yield "pin", usual
    yield "pin typed", replace(usual, staff=replace(usual.staff, digits=4))
    for message in _messages(about_pin=True):
        yield f"says {message}", replace(usual, staff=replace(usual.staff, message=message, wait=30))
    printer = PrinterView("kiosk-1", "tcp://192.168.10.21:9100", 80, "", 80.0, "", slips_left=38)
    states = ("printed", "confirmed", "needs_staff", "unverified", "printed")
    numbers = (replace(hall.ticket, id=at, code=f"{hall.ticket.prefix}-{at:03d}") for at in range(1, 6))
    slips = tuple(PrintJobView(one.id, one, 0, state) for one, state in zip(numbers, states, strict=True))
    opened = replace(usual, staff=StaffScreen(unlocked=True, station="kiosk-1", printer=printer, slips=slips))
    yield "printer", opened
    yield "printer asks", replace(opened, staff=replace(opened.staff, asks=True))
    out = replace(printer, problem="paper_out", slips_left=0)
    yield "paper out", replace(opened, staff=replace(opened.staff, printer=out))
    for message in _messages(about_pin=False):
        yield f"says {message}", replace(opened, staff=replace(opened.staff, message=message))
    for name, machine in _tabs():
        yield name, replace(opened, machine=machine)


def _messages(*, about_pin: bool) -> Iterator[str]:
    """The messages of the catalogue that are said before the PIN is right, or behind it."""
    for key in catalogue(FALLBACK):
        message = key.removeprefix(_MESSAGE)
        if key.startswith(_MESSAGE) and "." not in message and (message in _OF_PINS) is about_pin:
            yield message


def _tabs() -> Iterator[tuple[str, MachineScreen]]:
    lines = tuple(_lines())
    yield "health", MachineScreen(tab=StaffTab.HEALTH, health=lines)
    yield "health reads", MachineScreen(tab=StaffTab.HEALTH)
    files = (
        LoadedLanguage("id", "Bahasa Indonesia"),
        LoadedLanguage("en", "English"),
        LoadedLanguage("muna", "Wuna", "muna.json", 212, ("kiosk.back", "kiosk.title")),
        LoadedLanguage("bajo", "bajo.json", "bajo.json", 0, ("bajo.json",), usable=False),
    )
    yield "languages", MachineScreen(tab=StaffTab.LANGUAGES, languages=files)
    yield "program", MachineScreen(tab=StaffTab.PROGRAM)
    for step in Step:
        yield f"asks {step}", MachineScreen(tab=StaffTab.PROGRAM, asks=step)
    yield "program busy", MachineScreen(tab=StaffTab.PROGRAM, busy=True)
    yield "program failed", MachineScreen(tab=StaffTab.PROGRAM, failed=True)


def _lines() -> Iterator[StationLine]:
    gigabytes, minutes = (("count", 20),), (("station", "papan-podium"), ("minutes", 7))
    yield StationLine("kiosk", "kiosk-1", CodedMessage("health_printer_paper_out"), LOST)
    yield StationLine("disk", "", CodedMessage("health_disk_gb", gigabytes), GOOD)
    yield StationLine("clock", "", CodedMessage("health_clock_apart", minutes), ATTENTION)
    yield StationLine("versions", "", CodedMessage("health_version", (("version", "0.9"),)), GOOD)
