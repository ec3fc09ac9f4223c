"""Overviews made by hand, as the store would read them: a day of the reference picture, a year, and one without
anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from hall.overview import Figures, Period
from hall.survey.figures import Answers, SurveyPart, Users, part
from hall.survey.regulation import regulation
from hall.views import OverviewAgency, OverviewObstacle, OverviewPlan, OverviewView
from tools.supervisor import samples

NOW = samples.at(14, 42)
_COUNTS = (6, 19, 38, 52, 61, 57, 44, 22, 0, 0, 0, 35, 49, 41, 27)
_AGENCIES = (
    ("Disdukcapil", "Civil Registry", 134, 14, 0.84),
    ("Imigrasi", "Immigration", 51, 22, 0.71),
    ("BPJS Kesehatan", "Health Insurance (BPJS)", 48, 9, 0.92),
    ("Samsat", "Vehicle Tax (Samsat)", 45, 7, 0.95),
    ("Polresta Kendari", "Police", 31, 12, 0.88),
    ("DPMPTSP", "Investment and Permits", 22, 6, 1.0),
)


def _agency(name: str, english: str, done: int, wait: int, share: float) -> OverviewAgency:
    return OverviewAgency(name.lower(), name, english, Figures(done + 9, done, round(done * share), wait))


def _obstacle(
    name: str, english: str, count: int, services: int, agency: str, first: datetime, last: datetime
) -> OverviewObstacle:
    return OverviewObstacle(name, english, count, services, agency, agency, first, last)


def busy() -> OverviewView:
    """The afternoon of the reference picture."""
    morning, later = samples.at(8, 40), samples.at(9, 7)
    halves = tuple(time(7 + (n + 1) // 2, 30 * ((n + 1) % 2)) for n in range(len(_COUNTS)))
    return OverviewView(
        hall=samples.busy().hall,
        now=NOW,
        period=Period.TODAY,
        day=date(2026, 11, 23),
        day_before=date(2026, 11, 16),
        figures=Figures(451, 331, 288, 11, 4, 12),
        before=Figures(403, 300, 267, 14, 6, 21),
        trend=tuple((date(2026, 11, day), share) for day, share in zip(range(12, 24), _SHARES, strict=True)),
        arrivals=tuple(zip(halves, _COUNTS, strict=True)),
        days=1,
        waiting=38,
        counters_open=23,
        counters=27,
        agencies=tuple(_agency(*one) for one in _AGENCIES),
        obstacles=(
            replace(
                _obstacle("Jaringan pusat terputus", "Central network down", 14, 1, "Imigrasi", morning, later),
                since=morning,
                until=later,
            ),
            _obstacle("Berkas belum lengkap", "Documents missing", 9, 5, "", samples.at(7, 41), NOW),
            _obstacle("Blangko KTP-el habis", "No blank ID cards", 6, 1, "Disdukcapil", later, later),
        ),
        plans=(
            OverviewPlan("plan", date(2026, 12, 1), "Loket paspor kedua", "A second passport counter"),
            OverviewPlan("plan", date(2026, 11, 27), "Pelatihan petugas baru", "Training of new clerks"),
            OverviewPlan("holiday", date(2026, 12, 25), "Hari Raya Natal", "Christmas Day"),
        ),
        satisfaction=satisfaction(114),
    )


def satisfaction(users: int) -> SurveyPart:
    """96 people with an index of 88.43, of whom 114 ``users`` need 88."""
    law = regulation()
    points = {one.key: 339 + (place < 5) for place, one in enumerate(law.elements)}
    return part(("", "", ""), Answers({"kiosk": 96}, points), Users(users), law, law.weight())


_SHARES = (0.91, 0.88, 0.9, 0.86, 0.79, 0.83, 0.9, 0.92, 0.93, 0.89, 0.9, 0.87)


def year() -> OverviewView:
    """The year until that afternoon."""
    view = busy()
    months = tuple((date(2026, month, 1), share) for month, share in zip(range(1, 13), _SHARES, strict=True))
    arrivals = tuple((at, count * 221) for at, count in view.arrivals)
    agencies = tuple(_agency(name, english, 220 * done, wait, share) for name, english, done, wait, share in _AGENCIES)
    obstacles = tuple(replace(one, count=one.count * 131) for one in view.obstacles)
    return replace(
        view,
        period=Period.YEAR,
        day_before=date(2025, 11, 23),
        figures=Figures(98_418, 91_007, 80_112, 12, 5, 74),
        before=Figures(101_233, 90_411, 80_466, 12, 6, 88),
        trend=months[:11],
        arrivals=arrivals,
        days=221,
        agencies=agencies,
        obstacles=obstacles,
    )


def empty() -> OverviewView:
    """A first day before its first number."""
    return replace(
        busy(),
        figures=Figures(),
        before=None,
        trend=(),
        arrivals=(),
        days=0,
        waiting=0,
        counters_open=0,
        agencies=(),
        obstacles=(),
        plans=(),
        satisfaction=None,
    )


def long_names() -> OverviewView:
    """Everything as long as a hall may write it."""
    name = "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Cabang Sulawesi Tenggara"
    obstacle = "Jaringan pusat dan sistem informasi administrasi kependudukan terganggu"
    view = busy()
    plan = OverviewPlan("plan", date(2026, 12, 31), f"{obstacle}: diganti dengan jalur cadangan lewat satelit", "")
    agencies = (OverviewAgency("a", name, name, Figures(123_456, 99_999, 99_998, 1111)), *view.agencies)
    obstacles = (replace(view.obstacles[0], name=obstacle, agency_name=name, count=12_345), *view.obstacles[1:])
    hall = replace(view.hall, name="Mal Pelayanan Publik Kota Administrasi Kepulauan Sulawesi Tenggara Bersatu")
    figures = Figures(1_234_567, 99_999, 99_998, 1111, 999, 12_345)
    return replace(view, hall=hall, agencies=agencies, obstacles=obstacles, plans=(plan,) * 4, figures=figures)


def troubled() -> OverviewView:
    """All who were served came in time, others wait too long; an agency stands still, the hall is evacuated."""
    morning = samples.at(14, 20)
    stopped = replace(_obstacle("", "", 0, 2, "Imigrasi", morning, NOW), since=morning)
    return replace(
        busy(),
        satisfaction=satisfaction(10_000),
        figures=Figures(451, 398, 398, 11, 6, 12),
        obstacles=(stopped,),
        evacuated_since=samples.at(14, 40),
        late_waiting=14,
    )
