"""Halls made by hand, as the store would read them: a busy morning in Kendari, names of any length, forty counters, a
day that has not begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hall.messages import CodedMessage
from hall.opening import Opening
from hall.structure import Zone
from hall.views import (
    AlarmView,
    Arrivals,
    FloorAgency,
    FloorFigures,
    FloorService,
    FloorView,
    HallView,
    StationLine,
)

NOW = datetime(2026, 11, 23, 2, 42, 5, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Makassar")
_LOCAL = NOW.astimezone(ZONE)
_HALL = HallView("MPP Kota Kendari", "Kendari", "Asia/Makassar", False, ("Selamat datang",))
PODIUM = Zone("podium", "Podium", "podium")
SELASAR = Zone("selasar", "Selasar", "selasar")
MENARA = Zone("menara", "Menara", "menara")
_LIMIT = timedelta(minutes=45)
_COUNTS = (4, 10, 15, 16, 13, 12, 14, 11, 9, 11, 8, 7, 3)


def at(hour: int, minute: int) -> datetime:
    """A time of the sample's day, aware, in the hall's zone."""
    return _LOCAL.replace(hour=hour, minute=minute, second=0, microsecond=0)


OPEN = Opening(True, "open", _LOCAL, at(16, 0))
BREAK = Opening(False, "break", _LOCAL, at(13, 0))
LATER = Opening(False, "before_opening", _LOCAL, at(13, 0))


def service(
    prefix: str,
    name: str,
    waiting: int = 0,
    longest: float | None = None,
    *,
    counters: tuple[int, int] = (1, 1),
    done: int = 5,
    opening: Opening = OPEN,
) -> FloorService:
    """A service; ``longest`` in minutes, ``counters`` those that are open and all."""
    return FloorService(
        id=f"service-{prefix.lower()}",
        prefix=prefix,
        name=name,
        name_en="",
        waiting=waiting,
        longest=None if longest is None else timedelta(minutes=longest),
        counters_open=counters[0],
        counters=counters[1],
        done=done,
        within=max(0, done - 1),
        promised_minutes=15,
        opening=opening,
    )


def agency(
    name: str,
    zone: Zone,
    services: tuple[FloorService, ...],
    counters: tuple[int, int] | None = None,
    *,
    state: str = "serving",
    outage: str = "",
    name_en: str = "",
) -> FloorAgency:
    """An agency with the sums of its services, and their counters where no others are given."""
    spans = [one.longest for one in services if one.longest is not None]
    first = services[0]
    taken, every = counters or (first.counters_open, first.counters)
    return FloorAgency(
        id=name.lower().replace(" ", "-"),
        name=name,
        name_en=name_en,
        colour="#1D4E89",
        zone=zone,
        waiting=sum(one.waiting for one in services),
        longest=max(spans, default=None),
        counters_open=taken,
        counters=every,
        done=sum(one.done for one in services),
        within=sum(one.within for one in services),
        state=state,
        opening=first.opening,
        services=services,
        outage=outage,
    )


def _shared(
    names: dict[str, str],
    waiting: int,
    longest: float | None,
    counters: tuple[int, int],
    done: int,
    opening: Opening = OPEN,
) -> tuple[FloorService, ...]:
    """Services by prefix that share ``waiting`` people; the first has the longest wait."""
    made = []
    for place, (prefix, name) in enumerate(names.items()):
        count = waiting // len(names) + (place < waiting % len(names))
        span = None if longest is None or not count else max(1.0, longest - 4 * place)
        made.append(service(prefix, name, count, span, counters=counters, done=done, opening=opening))
    return tuple(made)


_DISDUKCAPIL = {
    "A": "Perekaman KTP-el",
    "B": "Cetak ulang KTP-el",
    "C": "Kartu keluarga",
    "D": "Akta kelahiran",
    "F": "Pindah dan datang",
}
_IMIGRASI = {"H": "Paspor baru", "J": "Penggantian paspor", "K": "Pengambilan paspor"}
_KESEHATAN = {"2A": "Pendaftaran peserta baru", "2B": "Perubahan data peserta"}
_KETENAGAKERJAAN = {"2D": "Klaim jaminan hari tua", "2E": "Pendaftaran peserta mandiri"}
_SAMSAT = {"3C": "Pajak kendaraan tahunan", "3D": "Ganti STNK lima tahunan"}
_PERMITS = {"M": "Izin usaha (OSS)", "N": "Persetujuan bangunan gedung"}


def _agencies() -> tuple[FloorAgency, ...]:
    central = "jaringan pusat"
    return (
        agency("Disdukcapil", PODIUM, _shared(_DISDUKCAPIL, 31, 31, (3, 5), 14), name_en="Civil Registry"),
        agency(
            "Imigrasi",
            PODIUM,
            _shared(_IMIGRASI, 14, 42, (0, 3), 6),
            state="stopped",
            outage=central,
            name_en="Immigration",
        ),
        agency("BPJS Kesehatan", SELASAR, _shared(_KESEHATAN, 15, 22, (2, 3), 11), name_en="Health Insurance (BPJS)"),
        agency(
            "BPJS Ketenagakerjaan",
            SELASAR,
            _shared(_KETENAGAKERJAAN, 4, 8, (1, 2), 7),
            name_en="Work Insurance (BPJS)",
        ),
        agency(
            "Polresta Kendari",
            MENARA,
            _shared({"SKC": "SKCK", "3A": "Laporan kehilangan"}, 9, 19, (2, 2), 12),
            name_en="Police",
        ),
        agency(
            "Samsat",
            MENARA,
            _shared(_SAMSAT, 0, None, (0, 2), 8, BREAK),
            state="closed",
            name_en="Vehicle Tax (Samsat)",
        ),
        agency("DPMPTSP", PODIUM, _shared(_PERMITS, 0, None, (2, 2), 9), name_en="Investment and Permits"),
        agency(
            "BPN Kendari",
            SELASAR,
            _shared({"4A": "Pengecekan sertifikat"}, 5, 12, (1, 2), 6),
            name_en="Land Office (BPN)",
        ),
        agency("PLN", SELASAR, _shared({"4D": "Pasang baru"}, 2, 4, (1, 1), 4), name_en="Electricity (PLN)"),
        agency("Bank Sultra", PODIUM, _shared({"2G": "Pembayaran retribusi"}, 6, 16, (2, 2), 21)),
    )


def _health(code: str, **params: object) -> CodedMessage:
    return CodedMessage(f"health_{code}", tuple(params.items()))


STATIONS = (
    StationLine("kiosk", "Kiosk 1", _health("last_slip", time=at(10, 41).time()), "good"),
    StationLine("kiosk", "Kiosk 2", _health("paper_left", count=38), "attention"),
    StationLine("board", "Layar Podium", _health("last_call", time=at(10, 41).time()), "good"),
    StationLine("board", "Layar Selasar", _health("last_call", time=at(10, 40).time()), "good"),
    StationLine("board", "Layar Menara", _health("silent", minutes=2), "lost"),
    StationLine("voice", "", _health("voices", count=3, of=3), "good"),
    StationLine("counters", "", _health("counters", count=27, of=27), "good"),
    StationLine("database", "", _health("database", kind="Postgres", where="10.0.0.5", ms=5), "good"),
    StationLine("versions", "", _health("versions", version="0.2.0", others="0.1.0 (kiosk-2)"), "attention"),
    StationLine("clock", "", _health("clock"), "good"),
)
ALARMS = (
    AlarmView(
        "alarm_unattended",
        (("prefix", "H"), ("service", "Paspor baru"), ("count", 14)),
        agency="imigrasi",
        services=("service-h",),
    ),
    AlarmView(
        "alarm_paper_low",
        (("station", "Kiosk 2"), ("count", 38)),
        zone="podium",
        since=at(10, 31),
        taken_by="Rina",
        taken_at=at(10, 40),
    ),
    AlarmView("board_silent", (("station", "Layar Menara"), ("at", at(10, 40).time()))),
)


def busy() -> FloorView:
    """The morning of the reference picture."""
    return FloorView(
        hall=_HALL,
        now=NOW,
        business_day=date(2026, 11, 23),
        opened_at=at(7, 21),
        figures=FloorFigures(86, 23, 27, 214, 9, timedelta(minutes=14, seconds=20)),
        counters=40,
        longest_wait=_LIMIT,
        agencies=_agencies(),
        alarms=ALARMS,
        stations=STATIONS,
        arrivals=Arrivals(at(7, 30), timedelta(minutes=15), _COUNTS),
        last_numbers_until=at(15, 30),
        whole_hall=True,
    )


def full() -> FloorView:
    """Twenty-one agencies with sixty-six services."""
    more = []
    for place in range(11):
        letter = chr(65 + place)
        names = {f"{digit}{letter}": f"Layanan {letter} {digit}" for digit in range(5, 9 if place < 10 else 10)}
        services = _shared(names, place, place * 3.0 if place else None, (int(place % 3 != 2), 1), place)
        zone, state = (PODIUM, SELASAR, MENARA)[place % 3], ("serving", "serving", "stopped")[place % 3]
        more.append(agency(f"Dinas {letter}", zone, services, state=state))
    return replace(busy(), agencies=(*_agencies(), *more))


def empty() -> FloorView:
    """Before the day has begun: nobody is there, and nothing is open."""
    return replace(
        busy(),
        business_day=None,
        opened_at=None,
        figures=FloorFigures(),
        agencies=tuple(_untouched(one) for one in _agencies()),
        alarms=(),
        arrivals=None,
        last_numbers_until=None,
    )


def _untouched(one: FloorAgency) -> FloorAgency:
    services = tuple(
        replace(row, waiting=0, longest=None, counters_open=0, done=0, within=0, opening=LATER) for row in one.services
    )
    return replace(
        one,
        waiting=0,
        longest=None,
        counters_open=0,
        done=0,
        within=0,
        state="closed",
        opening=LATER,
        outage="",
        services=services,
    )


def long_names() -> FloorView:
    """Everything as long as a hall may write it."""
    name = "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Cabang Sulawesi Tenggara"
    task = "Penerbitan Surat Keterangan Catatan Kepolisian untuk Keperluan ke Luar Negeri"
    outage = "jaringan pusat dan sistem informasi administrasi kependudukan terganggu"
    selasar = Zone("selasar", "Selasar Barat Lantai Dua", "selasar")
    rows = tuple(service(f"SK{letter}", task, 112, 158, counters=(0, 12)) for letter in "CDE")
    first = agency(name, selasar, rows, state="stopped", outage=outage)
    second = replace(first, id="second", state="serving", outage="", counters_open=12, zone=PODIUM)
    view = busy()
    hall = replace(_HALL, name="Mal Pelayanan Publik Kota Administrasi Kepulauan Sulawesi Tenggara Bersatu")
    stations = tuple(
        replace(line, name=f"{line.name} di lorong sebelah barat") if line.name else line for line in STATIONS
    )
    alarm = AlarmView("alarm_clock_ahead", (("day", date(2026, 11, 22)), ("today", date(2026, 11, 23))))
    agencies, alarms = (first, second, *view.agencies[2:]), (alarm, *ALARMS)
    return replace(view, hall=hall, agencies=agencies, stations=stations, alarms=alarms)


def later(view: FloorView, seconds: float) -> FloorView:
    """The same hall some seconds later: every wait is longer."""
    passed = timedelta(seconds=seconds)
    agencies = tuple(_longer(one, passed) for one in view.agencies)
    return replace(view, now=view.now + passed, agencies=agencies)


def _longer(one: FloorAgency, passed: timedelta) -> FloorAgency:
    services = tuple(
        replace(row, longest=None if row.longest is None else row.longest + passed) for row in one.services
    )
    return replace(one, longest=None if one.longest is None else one.longest + passed, services=services)


def evacuated() -> FloorView:
    """The busy morning, while everybody is asked to leave."""
    view = busy()
    alarm = AlarmView("alarm_evacuation", (("at", at(10, 40).time()),))
    opening = Opening(False, "evacuation", _LOCAL)
    agencies = tuple(
        replace(group, opening=opening, services=tuple(replace(one, opening=opening) for one in group.services))
        for group in view.agencies
    )
    return replace(view, alarms=(alarm, *view.alarms), agencies=agencies)
