"""Incidents and plans made by hand, as the store would read them."""

from __future__ import annotations

from datetime import date, timedelta

from counter.supervisor.obstacles.reading import ObstaclesView
from hall.incidents import FollowUp
from hall.views import IncidentNote, IncidentView, PlanView
from tools.supervisor.samples import at

GOING_ON = IncidentView(
    id=7,
    agency_id="imigrasi",
    agency_name="Imigrasi",
    obstacle="sistem-pusat",
    obstacle_name="Sistem pusat tidak bisa diakses",
    obstacle_name_en="Central system down",
    responsible="ministry",
    external=True,
    since=at(10, 15),
    until=None,
    services=("P", "PG"),
    numbers=17,
    lost=timedelta(minutes=342),
    found_at=at(10, 19),
    found_by="system",
    owner="Umar Hadi",
    due=date(2026, 11, 25),
    announced=True,
    notes=(
        IncidentNote(at(10, 19), "found", "system", ""),
        IncidentNote(at(10, 21), "broadcast", "clerk:rina", "Layanan Imigrasi terhenti: sistem pusat"),
        IncidentNote(at(10, 30), "note", "clerk:rina", "Sudah lapor ke pusat, tiket 48213"),
    ),
)
STOOD_STILL = IncidentView(
    id=6,
    agency_id="samsat",
    agency_name="Samsat",
    obstacle="",
    obstacle_name="",
    obstacle_name_en="",
    responsible="agency",
    external=False,
    since=at(8, 40),
    until=at(9, 20),
    services=("S",),
    numbers=5,
    lost=timedelta(minutes=96),
    found_at=at(9, 5),
    found_by="system",
)
CLOSED = IncidentView(
    id=5,
    agency_id="pln",
    agency_name="PLN",
    obstacle="listrik",
    obstacle_name="Listrik padam",
    obstacle_name_en="Power cut",
    responsible="PLN",
    external=True,
    since=at(7, 50) - timedelta(days=3),
    until=at(9, 5) - timedelta(days=3),
    services=("L",),
    numbers=9,
    lost=timedelta(minutes=410),
    found_at=at(7, 54) - timedelta(days=3),
    found_by="system",
    closed_at=at(9, 30) - timedelta(days=3),
    closed_by="clerk:rina",
    done="Genset dinyalakan, PLN memulihkan jaringan",
)
PLANS = (
    PlanView(
        2, "Jaringan cadangan untuk Imigrasi", date(2026, 12, 1), "imigrasi", "Imigrasi", at(8, 0), "rina", "open"
    ),
    PlanView(
        1, "Pelatihan petugas layanan disabilitas", date(2026, 11, 20), "", "", at(8, 0), "rina", "open", late=True
    ),
)


FOLLOWED = FollowUp(found=12, closed=10, overdue=1, days=1.54, external=7)


def view() -> ObstaclesView:
    """One that goes on, one that is over, a closed one, and two plans; the follow-up of a year."""
    return ObstaclesView((GOING_ON, STOOD_STILL, CLOSED), PLANS, FOLLOWED)
