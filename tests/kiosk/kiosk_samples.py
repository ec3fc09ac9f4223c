"""Views of an invented morning in MPP Kota Kendari, for the tests and pictures of the kiosk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hall.forms import KioskForm
from hall.lifecycle import State
from hall.opening import Opening
from hall.standard import ServiceStandard
from hall.structure import Zone
from hall.views import AgencyView, BoardCall, HallView, KioskView, PrinterView, PrintJobView, ServiceView, TicketView
from kiosk.screen import StaffScreen

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)  # 10.42 in Kendari, a Monday
LOCAL = NOW + timedelta(hours=8)
PODIUM = Zone(
    "podium", "Podium", "podium", "Lurus, lalu belok kiri. Duduk di depan layar.",
    "Straight on, then left. Sit in front of the screen.", ("up", "left"),
)  # fmt: skip
SELASAR = Zone("selasar", "Selasar", "selasar", "Belok kanan di lobi.", "Right in the lobby.", ("right",))
OPEN = Opening(True, "open", LOCAL, LOCAL.replace(hour=12, minute=0))
BREAK = Opening(False, "break", LOCAL, LOCAL.replace(hour=13, minute=0))
TOMORROW = Opening(False, "after_closing", LOCAL, LOCAL.replace(day=24, hour=7, minute=30))
ALWAYS = Opening(True, "always_open", LOCAL)

HALL = HallView("Mal Pelayanan Publik", "Kota Kendari", "Asia/Makassar", False, ())

_DISDUKCAPIL = (
    ("A", "Perekaman KTP-el", "ID card enrolment", "Bawa kartu keluarga", "Bring your family card", 12, 15),
    (
        "B",
        "Cetak ulang KTP-el",
        "ID card reprint",
        "Bawa KTP lama atau surat hilang",
        "Old card or police report",
        6,
        10,
    ),
    ("C", "Kartu keluarga", "Family card", "Bawa KK lama dan buku nikah", "Old family card, marriage book", 5, 20),
    (
        "D",
        "Akta kelahiran",
        "Birth certificate",
        "Bawa surat lahir, KK, KTP orang tua",
        "Birth letter, parents' IDs",
        0,
        20,
    ),
    ("E", "Akta kematian", "Death certificate", "Bawa surat kematian dan KK", "Death letter and family card", 1, 15),
    ("F", "Pindah dan datang", "Moving in or out", "Bawa KK asli dan KTP-el", "Family card and ID card", 8, 20),
    ("G", "Kartu identitas anak", "Child identity card", "Bawa akta kelahiran", "Bring the birth certificate", 0, 15),
)

_AGENCIES = (
    ("disdukcapil", "Disdukcapil", "card-account-details", "#1D4E89", 12),
    ("imigrasi", "Imigrasi", "passport", "#5B3A8C", 7),
    ("bpjs-kes", "BPJS Kesehatan", "heart-pulse", "#09643E", 15),
    ("bpjs-tk", "BPJS Ketenagakerjaan", "briefcase-account", "#3D6313", 4),
    ("polresta", "Polresta Kendari", "police-badge", "#5A4A1F", 9),
    ("samsat", "Samsat", "car", "#96370D", 0),
    ("dpmptsp", "DPMPTSP", "file-document-check", "#0B5163", 0),
    ("bpn", "BPN Kendari", "map", "#74460F", 5),
    ("pln", "PLN", "flash", "#775000", 2),
    ("pdam", "PDAM", "water", "#085C86", 0),
    ("pos", "Kantor Pos", "email", "#9C3116", 0),
    ("bank", "Bank Sultra", "bank", "#8C1D40", 6),
    ("bri", "BRI", "bank", "#1D4E89", 3),
    ("pegadaian", "Pegadaian", "bank", "#09643E", 1),
    ("kejaksaan", "Kejaksaan Negeri", "scale-balance", "#5A4A1F", 0),
    ("pengadilan", "Pengadilan Negeri", "gavel", "#74460F", 0),
    ("bapenda", "Bapenda", "cash", "#96370D", 4),
    ("disnaker", "Dinas Tenaga Kerja", "briefcase", "#085C86", 2),
    ("koperasi", "Dinas Koperasi dan UKM", "handshake", "#3D6313", 0),
    ("bnn", "BNN", "shield", "#5B3A8C", 0),
    ("ombudsman", "Ombudsman", "account-voice", "#0B5163", 1),
)
SINGLE = {"pln", "pdam", "bank", "samsat", "bpjs-tk"}


def service(agency: str, row: tuple[str, str, str, str, str, int, int], opening: Opening = OPEN) -> ServiceView:
    """One service from a row of the tables above."""
    prefix, name, name_en, requirement, requirement_en, waiting, minutes = row
    return ServiceView(
        f"{agency}-{prefix.lower()}", agency, prefix, name, name_en, requirement, requirement_en, minutes,
        waiting if opening.is_open else 0, opening, ("5", "6", "7", "8", "9"), PODIUM,
    )  # fmt: skip


def services_of(agency: str, index: int, opening: Opening) -> tuple[ServiceView, ...]:
    """The services of an agency: seven for Disdukcapil, one for those in SINGLE, two for the others."""
    if agency == "disdukcapil":
        return tuple(service(agency, row, TOMORROW if row[0] == "G" else OPEN) for row in _DISDUKCAPIL)
    waiting = next(row[4] for row in _AGENCIES if row[0] == agency)
    rows = [
        (f"{index}A", "Layanan utama", "Main service", "Bawa KTP asli", "Bring your ID card", waiting, 15),
        (f"{index}B", "Pengaduan dan informasi", "Complaints and information", "Bawa KTP", "Bring your ID", 0, 10),
    ]
    return tuple(service(agency, row, opening) for row in rows[: 1 if agency in SINGLE else 2])


def agency(index: int, *, opening: Opening | None = None) -> AgencyView:
    """The agency of that place in the table."""
    id_, name, icon, colour, waiting = _AGENCIES[index % len(_AGENCIES)]
    found = opening or {"samsat": BREAK, "pos": TOMORROW}.get(id_, OPEN)
    services = services_of(id_, index, found)
    return AgencyView(id_, name, name, icon, colour, waiting, found, services[0].counters, PODIUM, services)


def kiosk_view(count: int = 12, *, now: datetime = NOW, opening: Opening | None = None) -> KioskView:
    """The hall with its first ``count`` agencies."""
    agencies = tuple(agency(index, opening=opening) for index in range(count))
    return KioskView(HALL, now, opening or OPEN, ("07.30–12.00", "13.00–16.00"), agencies)


def unattended(view: KioskView, *agencies: str, waiting: int | None = None) -> KioskView:
    """The hall with nobody at the counters of ``agencies``."""

    def changed(service: ServiceView) -> ServiceView:
        service = replace(service, attended=False)
        return service if waiting is None else replace(service, waiting=waiting)

    return replace(
        view,
        agencies=tuple(
            replace(
                agency,
                waiting=agency.waiting if waiting is None else waiting,
                services=tuple(changed(service) for service in agency.services),
            )
            if agency.id in agencies
            else agency
            for agency in view.agencies
        ),
    )


STANDARD = ServiceStandard(
    tariff="Gratis",
    tariff_en="Free of charge",
    procedure=("Data diperiksa di loket", "Foto, sidik jari dan tanda tangan", "Kartu diterima, atau tanda ambilnya"),
    procedure_en=("Data are checked at the counter", "Photo, fingerprints and signature", "You get the card"),
    product="KTP elektronik",
    product_en="Electronic ID card",
)
PAPERS = ("Kartu keluarga", "KTP lama", "Akta kelahiran")
PAPERS_EN = ("Family card", "Old ID card", "Birth certificate")
COMPLAINTS = ("Meja informasi lantai 1, atau lapor.go.id", "Information desk, ground floor, or lapor.go.id")


def published_view(*, ask: bool = False, count: int = 12) -> KioskView:
    """The hall whose first service publishes all that it must, and asks for its papers or does not."""
    view = kiosk_view(count)
    first, *others = view.agencies
    told = replace(first.services[0], requirements=PAPERS, requirements_en=PAPERS_EN, ask_papers=ask, standard=STANDARD)
    first = replace(first, services=(told, *first.services[1:]))
    hall = replace(view.hall, kiosk=KioskForm(complaints=COMPLAINTS[0], complaints_en=COMPLAINTS[1]))
    return replace(view, hall=hall, agencies=(first, *others))


def call(code: str, counter: str, seq: int) -> BoardCall:
    """A number that is called to a counter."""
    names = ("Disdukcapil", "Perekaman KTP-el")
    return BoardCall(seq, seq, code, counter, PODIUM, *names, "next", 1, NOW)


CALLS = (call("A-041", "7", 4), call("2G-015", "12B", 3), call("H-007", "11", 2), call("SKC-012", "21", 1))


LONG_NAME = "Pelayanan Permohonan Pertimbangan Teknis Pertanahan dan Tata Ruang"


def long_names_view() -> KioskView:
    """A hall whose agencies and services have the longest names that anybody would give them."""
    agencies = tuple(
        replace(
            agency,
            name="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
            services=tuple(
                replace(service, name=LONG_NAME, prefix="SKC", requirement="Bawa KTP, KK, akta lahir, pasfoto 4 x 6")
                for service in agency.services
            ),
        )
        for agency in kiosk_view().agencies
    )
    return replace(kiosk_view(), agencies=agencies)


def ticket_view(code: str = "A-042", **changes: object) -> TicketView:
    """A number of the morning; changed fields by name."""
    prefix, number = code.split("-")
    values: dict[str, object] = {
        "id": 42, "code": code, "prefix": prefix, "number": int(number), "state": State.PRINTING, "priority": False,
        "service_id": "disdukcapil-a", "service_name": "Perekaman KTP-el", "service_name_en": "ID card enrolment",
        "agency_id": "disdukcapil", "agency_name": "Disdukcapil", "agency_colour": "#1D4E89", "zone": PODIUM,
        "counters": ("5", "6", "7", "8", "9"), "business_day": date(2026, 11, 23), "issued_at": NOW, "queue_time": NOW,
        "ahead": 12, "token": "k7q2m9xw4t", "version": 1, "promised_minutes": 15,
    }  # fmt: skip
    values.update(changes)
    return TicketView(**values)  # type: ignore[arg-type]


def staff_screen(problem: str = "") -> StaffScreen:
    """The staff's page with a roll near its end and five slips."""
    printer = PrinterView("kiosk-1", "tcp://x", 80, "", 80.0, "", problem=problem, slips_left=38)
    states = ("printed", "confirmed", "needs_staff", "unverified", "printed")
    slips = tuple(PrintJobView(n, ticket_view(f"A-{45 - n:03d}"), 0, state) for n, state in enumerate(states))
    return StaffScreen(unlocked=True, printer=printer, slips=slips)


def long_details_view() -> KioskView:
    """A hall whose first service publishes as much as a configuration may hold, and asks for eight papers."""
    line, step = (
        "Sesuai luas bangunan dan golongan tarif daerah, lihat lampiran",
        "Petugas memeriksa berkas dan data Anda",
    )
    standard = ServiceStandard(
        tariff=line[:60], product=line[:60], procedure=(step,) * 6, complaints=f"{line} di meja informasi"[:80]
    )
    view = long_names_view()
    first, *others = view.agencies
    papers = tuple(f"{place}. Surat keterangan dari kelurahan" for place in range(1, 9))
    told = replace(first.services[0], requirements=papers, ask_papers=True, standard=standard, quota_left=9)
    return replace(view, agencies=(replace(first, services=(told, *first.services[1:])), *others))
