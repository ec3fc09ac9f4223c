"""The tables and keys of config.toml. Each description says what is allowed; errors and the handbook use it.

Annotations are values here, not texts that ``Table.types`` would compile at each start.
"""

from typing import Annotated

from hall.alarm_rules import ALARM_KINDS
from hall.forms import SECOND_LANGUAGES, SLIP_PARTS, VOICE_NUMBERS, SlipForm, VoiceForm
from hall.settings.backup_table import BackupTable
from hall.settings.breaks_table import BreaksTable
from hall.settings.database import ALLOWED_DATABASES, DatabaseUrl
from hall.settings.desk_table import DeskTable, ShortcutsTable
from hall.settings.kiosk_table import WORDS, KioskTable, NeedTable, Words
from hall.settings.maintenance_table import MaintenanceTable
from hall.settings.retention_table import RetentionTable
from hall.settings.standard_keys import StandardKeys
from hall.settings.station_tables import BoardTable, SpeechTable, StationTable
from hall.settings.survey_table import SurveyTable
from hall.settings.tables import Limit, Table, key
from hall.settings.values import (
    ClockTime,
    Colour,
    Day,
    FileOrNothing,
    Icon,
    Identifier,
    Label,
    LanguageCode,
    Line,
    LineOrNothing,
    Prefix,
    Ranges,
    TimeZone,
    one_of,
)
from hall.structure import AFTER_CLOSING, ARROWS, PICTOGRAMS, TRANSFER_QUEUE_TIMES

_ID = 'small letters, digits and -, a letter first, such as "bpjs-kesehatan"'
_RANGES = 'a list such as ["07:30-12:00", "13:00-16:00"], hours and minutes, [] for a closed day'
_PREFIXES = 'a list of prefixes or ids of services, such as ["A", "B"]'
_DAY = 'a day in quotes, such as "2027-02-08"'
_PROFILES = "one [[profile]] for each stretch of days with other hours"
_CUTOFF = "whole minutes from 0 to 480"
_SWITCH = "true or false, without quotes"


class HoursTable(Table):
    """Opening hours per weekday; a day that is left out is closed."""

    monday: Ranges = key(default=[], description=_RANGES)
    tuesday: Ranges = key(default=[], description=_RANGES)
    wednesday: Ranges = key(default=[], description=_RANGES)
    thursday: Ranges = key(default=[], description=_RANGES)
    friday: Ranges = key(default=[], description=_RANGES)
    saturday: Ranges = key(default=[], description=_RANGES)
    sunday: Ranges = key(default=[], description=_RANGES)


class RulesTable(Table):
    """The rules of calling and of the business day."""

    priority_streak: int = key(default=2, ge=1, le=10, description="a whole number from 1 to 10")
    longest_wait_minutes: int = key(default=45, ge=5, le=600, description="whole minutes from 5 to 600")
    day_close: ClockTime | None = key(default=None, description='a time in quotes, such as "23:00"')
    late_numbers: int = key(default=5, ge=0, le=100, description="a whole number from 0 to 100")
    transfer_queue_time: Annotated[str, one_of(TRANSFER_QUEUE_TIMES)] = key(
        default="issue", description='"issue" (from the first number) or "transfer"'
    )
    directed_minutes: int = key(default=10, ge=1, le=240, description="whole minutes from 1 to 240")
    undo_seconds: int = key(default=60, ge=5, le=600, description="whole seconds from 5 to 600")
    begin_seconds: int = key(default=30, ge=0, le=600, description="whole seconds from 0 to 600")
    booking_early_minutes: int = key(default=30, ge=0, le=240, description="whole minutes from 0 to 240")
    booking_lead_minutes: int = key(default=10, ge=0, le=240, description="whole minutes from 0 to 240")
    booking_grace_minutes: int = key(default=10, ge=0, le=240, description="whole minutes from 0 to 240")
    pin_digits: int = key(default=6, ge=4, le=12, description="a whole number from 4 to 12")
    promised_wait_minutes: int = key(default=30, ge=1, le=480, description="whole minutes from 1 to 480")
    after_closing: Annotated[str, one_of(AFTER_CLOSING)] = key(
        default="warn", description='"warn" (say so before the touch) or "stop" (give no number)'
    )


class AlarmsTable(Table):
    """When the staff are alarmed."""

    off: list[Annotated[str, one_of(ALARM_KINDS)]] = key(
        default=[], description="a list of " + ", ".join(f'"{kind}"' for kind in ALARM_KINDS)
    )
    longest_wait_minutes: int = key(
        default=0, ge=0, le=600, description="whole minutes from 0 to 600, 0 for longest_wait_minutes of [rules]"
    )
    promise_percent: int = key(default=80, ge=10, le=100, description="a whole number from 10 to 100")
    unattended_minutes: int = key(default=0, ge=0, le=240, description="whole minutes from 0 to 240")
    break_minutes: int = key(default=5, ge=0, le=240, description="whole minutes from 0 to 240")
    obstacle_count: int = key(default=3, ge=2, le=100, description="a whole number from 2 to 100")
    obstacle_minutes: int = key(default=15, ge=1, le=240, description="whole minutes from 1 to 240")
    disk_free_mb: int = key(default=500, ge=10, le=1_000_000, description="whole megabytes from 10 to 1000000")
    clock_minutes: int = key(default=2, ge=1, le=240, description="whole minutes from 1 to 240")
    unopened_minutes: int = key(default=15, ge=1, le=480, description="whole minutes from 1 to 480")


class ProfileTable(Table):
    """Hours for some days of the year, such as Ramadan's."""

    name: Line = key(max_length=40, description="a name of up to 40 characters")
    first: Day = key(description=_DAY)
    last: Day = key(description=_DAY)
    hours: HoursTable = key(description="a table of hours per weekday")


class SlipTable(Table):
    """What stands on a slip."""

    parts: list[Annotated[str, one_of(SLIP_PARTS)]] = key(
        default=list(SlipForm().parts),
        description="a list, from top to bottom, of " + ", ".join(f'"{part}"' for part in SLIP_PARTS),
    )
    footer: Annotated[list[Annotated[Line, Limit(max_length=60)]], Limit(max_length=4)] | None = key(
        default=None, description="up to 4 lines of up to 60 characters, in Indonesian, or [] for none"
    )
    footer_en: Annotated[list[Annotated[Line, Limit(max_length=60)]], Limit(max_length=4)] | None = key(
        default=None, description="up to 4 lines of up to 60 characters, in English, or [] for none"
    )
    second_language: Annotated[str, one_of(SECOND_LANGUAGES)] = key(
        default="", description='"en", or "" for one language'
    )
    logo: FileOrNothing = key(
        default="", description='a picture next to this file, such as "logo.png", or "" for the program\'s own mark'
    )
    survey: bool = key(default=False, description=_SWITCH)
    closing_sheet: LineOrNothing = key(
        default="", max_length=64, description='the name of a [[station]] with a printer, such as "kiosk-1", or ""'
    )


class ReportsTable(Table):
    """What stands on reports."""

    letterhead: Annotated[list[Annotated[Line, Limit(max_length=80)]], Limit(max_length=4)] = key(
        default=[], description="up to 4 lines of up to 80 characters, the office first"
    )
    signed_by: LineOrNothing = key(
        default="", max_length=80, description='the office that signs, such as "Kepala DPMPTSP", or "" for no signature'
    )
    signer: LineOrNothing = key(default="", max_length=80, description='the name below it, or "" for a line to fill in')
    logo: FileOrNothing = key(default="", description='a picture next to this file, such as "logo.png", or "" for none')
    late_minutes: int = key(default=10, ge=0, le=120, description="whole minutes from 0 to 120")
    by_clerk: bool = key(default=False, description=_SWITCH)


class VolumeTable(Table):
    """How loud the voice is from a time of day on."""

    start: ClockTime = key(description='a time in quotes, such as "07:30"')
    percent: int = key(ge=0, le=100, description="a whole number from 0 to 100")


class VoiceTable(Table):
    """How calls are spoken."""

    pack: FileOrNothing = key(
        default="", max_length=200, description='a folder next to this file, such as "voices/kendari", or "" for ours'
    )
    languages: Annotated[list[LanguageCode], Limit(max_length=4)] = key(
        default=list(VoiceForm().languages),
        description='a list of up to 4 languages of the pack by their codes, such as ["id", "en"]',
    )
    numbers: Annotated[str, one_of(VOICE_NUMBERS)] = key(
        default=VoiceForm().numbers, description='"digits" (nol empat dua) or "whole" (empat puluh dua)'
    )
    repeat: int = key(default=VoiceForm().repeat, ge=1, le=3, description="a whole number from 1 to 3")
    agency: bool = key(default=VoiceForm().agency, description=_SWITCH)
    chime: bool = key(default=VoiceForm().chime, description=_SWITCH)
    announce_seconds: int = key(
        default=int(VoiceForm().announce_within.total_seconds()),
        ge=10,
        le=600,
        description="whole seconds from 10 to 600",
    )
    volume: list[VolumeTable] = key(default=[], description="one [[voice.volume]] for each part of the day")


class HolidayTable(Table):
    """A day on which the hall is closed."""

    day: Day = key(description=_DAY)
    name: Line = key(max_length=60, description="a name of up to 60 characters")
    name_en: LineOrNothing = key(
        default="", max_length=60, description="the same in English, up to 60 characters; left out: the same name"
    )


class CalendarTable(Table):
    """Which holidays the hall keeps."""

    national: bool = key(default=False, description="true or false, without quotes")
    collective: bool = key(default=False, description="true or false, without quotes")
    open_on: list[Day] = key(default=[], description='a list of days in quotes, such as ["2027-05-01"]')
    holiday: list[HolidayTable] = key(default=[], description="one [[calendar.holiday]] for each local holiday")


class ObstacleTable(Table):
    """Why a service could not be completed."""

    id: Identifier = key(description=_ID)
    name: Line = key(max_length=60, description="a name of up to 60 characters, in Indonesian")
    name_en: Line = key(max_length=60, description="a name of up to 60 characters, in English")
    responsible: Line = key(
        default="agency",
        max_length=60,
        description='"visitor", "agency", "hall", "city", "ministry", or a name of up to 60 characters such as "PLN"',
    )
    external: bool = key(default=False, description="true or false, without quotes")
    stops: bool = key(default=False, description="true or false, without quotes")


class OfferTable(Table):
    """What a visitor is offered whose promise was not kept."""

    id: Identifier = key(description=_ID)
    name: Line = key(max_length=60, description="a name of up to 60 characters, in Indonesian")
    name_en: Line = key(max_length=60, description="a name of up to 60 characters, in English")


class DatabaseTable(Table):
    """Where the programs meet."""

    url: DatabaseUrl | None = key(default=None, description=ALLOWED_DATABASES)


class ZoneTable(Table):
    """A part of the hall with its own boards."""

    id: Identifier = key(description=_ID)
    name: Line = key(max_length=40, description="a name of up to 40 characters")
    pictogram: Annotated[str, one_of(PICTOGRAMS)] = key(description='"podium", "selasar" or "menara"')
    directions: LineOrNothing = key(
        default="", max_length=60, description="one line of up to 60 characters, in Indonesian"
    )
    directions_en: LineOrNothing = key(
        default="", max_length=60, description="one line of up to 60 characters, in English"
    )
    counter_directions: LineOrNothing = key(
        default="", max_length=60, description="one line of up to 60 characters, in Indonesian"
    )
    counter_directions_en: LineOrNothing = key(
        default="", max_length=60, description="one line of up to 60 characters, in English"
    )
    arrows: Annotated[list[Annotated[str, one_of(ARROWS)]], Limit(max_length=4)] = key(
        default=[], description='up to 4 of "up", "down", "left", "right", in the order of the way'
    )


class ServiceTable(StandardKeys):
    """What an agency serves."""

    id: Identifier | None = key(default=None, description=_ID)
    prefix: Prefix = key(description="1 to 3 of A-Z and 0-9, used once in the hall")
    name: Line = key(max_length=60, description="a name of up to 60 characters, in Indonesian")
    name_en: Line = key(max_length=60, description="a name of up to 60 characters, in English")
    requirement: LineOrNothing = key(
        default="", max_length=60, description="one line of up to 60 characters, in Indonesian"
    )
    requirement_en: LineOrNothing = key(
        default="", max_length=60, description="one line of up to 60 characters, in English"
    )
    promised_minutes: int = key(ge=1, le=480, description="whole minutes from 1 to 480")
    hours: HoursTable | None = key(
        default=None, description="a table of hours per weekday; left out: those of the agency"
    )
    profile: list[ProfileTable] = key(default=[], description=_PROFILES)
    cutoff_minutes: int | None = key(default=None, ge=0, le=480, description=_CUTOFF)
    quota: int | None = key(default=None, ge=1, le=9999, description="a whole number from 1 to 9999")
    promised_wait_minutes: int | None = key(default=None, ge=1, le=480, description="whole minutes from 1 to 480")
    words: Words = key(default=[], description=WORDS)


class AgencyTable(Table):
    """Who serves."""

    id: Identifier = key(description=_ID)
    name: Line = key(max_length=40, description="a short name of up to 40 characters, for cards and boards")
    name_en: LineOrNothing = key(
        default="",
        max_length=40,
        description="the short name in English, up to 40 characters; left out: the same name",
    )
    full_name: Line = key(max_length=100, description="the full name, up to 100 characters")
    icon: Icon = key(description='the name of a Material Design icon, such as "bank"')
    colour: Colour = key(description='"#RRGGBB", such as "#1D4E89"')
    hours: HoursTable | None = key(
        default=None, description="a table of hours per weekday; left out: those of the hall"
    )
    profile: list[ProfileTable] = key(default=[], description=_PROFILES)
    cutoff_minutes: int | None = key(default=None, ge=0, le=480, description=_CUTOFF)
    words: Words = key(default=[], description=WORDS)
    service: Annotated[list[ServiceTable], Limit(min_length=1)] = key(
        description="one [[agency.service]] for each service, under its [[agency]]"
    )


class CounterTable(Table):
    """Where one is served."""

    id: Identifier | None = key(default=None, description=_ID)
    label: Label = key(description='1 to 4 of A-Z and 0-9 in quotes, such as "7" or "12B", used once')
    zone: Identifier = key(description="the id of a [[zone]]")
    agency: Identifier = key(description="the id of an [[agency]]")
    services: Annotated[list[Line], Limit(min_length=1)] = key(description=_PREFIXES)
    also: list[Line] = key(default=[], description=_PREFIXES)


class CommonFile(Table):
    """What every configuration may hold, also that of a machine whose hall comes from the database."""

    language: LanguageCode = key(
        default="id", description='"id", "en", or the code of a language of the hall, such as "muna"'
    )
    database: DatabaseTable = key(default=DatabaseTable(), description='a table [database] with url = "…"')
    desk: DeskTable = key(default=DeskTable(), description="a table [desk]")
    backup: BackupTable = key(default=BackupTable(), description="a table [backup]")
    maintenance: MaintenanceTable = key(default=MaintenanceTable(), description="a table [maintenance]")


class HallFile(CommonFile):
    """A configuration that describes the hall."""

    name: Line = key(max_length=60, description='the hall\'s name in quotes, such as "Mal Pelayanan Publik"')
    city: Line = key(max_length=60, description='the city\'s name in quotes, such as "Kota Kendari"')
    timezone: TimeZone = key(description='an IANA name: "Asia/Jakarta", "Asia/Makassar" or "Asia/Jayapura"')
    always_open: bool = key(default=False, description="true or false, without quotes")
    running_text: Annotated[list[Annotated[Line, Limit(max_length=200)]], Limit(max_length=20)] = key(
        default=[], description="a list of up to 20 texts in quotes, each of up to 200 characters"
    )
    hours: HoursTable | None = key(default=None, description="a table [hours] with the days of the week")
    cutoff_minutes: int = key(default=0, ge=0, le=480, description=_CUTOFF)
    rules: RulesTable = key(default=RulesTable(), description="a table [rules]")
    alarms: AlarmsTable = key(default=AlarmsTable(), description="a table [alarms]")
    breaks: BreaksTable = key(default=BreaksTable(), description="a table [breaks]")
    slip: SlipTable = key(default=SlipTable(), description="a table [slip]")
    voice: VoiceTable = key(default=VoiceTable(), description="a table [voice]")
    reports: ReportsTable = key(default=ReportsTable(), description="a table [reports]")
    retention: RetentionTable = key(default=RetentionTable(), description="a table [retention]")
    survey: SurveyTable = key(default=SurveyTable(), description="a table [survey]")
    kiosk: KioskTable = key(default=KioskTable(), description="a table [kiosk]")
    profile: list[ProfileTable] = key(default=[], description=_PROFILES)
    calendar: CalendarTable = key(default=CalendarTable(), description="a table [calendar]")
    obstacle: list[ObstacleTable] = key(default=[], description="one [[obstacle]] for each obstacle")
    offer: list[OfferTable] = key(default=[], description="one [[offer]] for each offer")
    need: Annotated[list[NeedTable], Limit(max_length=24)] = key(
        default=[], description="up to 24 [[need]], one for each"
    )
    zone: Annotated[list[ZoneTable], Limit(min_length=1)] = key(description="one [[zone]] for each zone")
    agency: Annotated[list[AgencyTable], Limit(min_length=1)] = key(description="one [[agency]] for each agency")
    counter: Annotated[list[CounterTable], Limit(min_length=1)] = key(description="one [[counter]] for each counter")


HALL_KEYS = frozenset(HallFile.keys) - frozenset(CommonFile.keys)
"""Keys that only a file which describes the hall has."""

STATION = "station"
TABLES: dict[str, type[Table]] = {
    "": HallFile,
    "[hours]": HoursTable,
    "[rules]": RulesTable,
    "[alarms]": AlarmsTable,
    "[breaks]": BreaksTable,
    "[slip]": SlipTable,
    "[voice]": VoiceTable,
    "[reports]": ReportsTable,
    "[[voice.volume]]": VolumeTable,
    "[retention]": RetentionTable,
    "[survey]": SurveyTable,
    "[kiosk]": KioskTable,
    "[[profile]]": ProfileTable,
    "[calendar]": CalendarTable,
    "[[calendar.holiday]]": HolidayTable,
    "[[obstacle]]": ObstacleTable,
    "[[offer]]": OfferTable,
    "[[need]]": NeedTable,
    "[database]": DatabaseTable,
    "[backup]": BackupTable,
    "[maintenance]": MaintenanceTable,
    "[desk]": DeskTable,
    "[desk.shortcuts]": ShortcutsTable,
    "[station] or [[station]]": StationTable,
    "[station.board]": BoardTable,
    "[station.speech]": SpeechTable,
    "[[zone]]": ZoneTable,
    "[[agency]]": AgencyTable,
    "[[agency.service]]": ServiceTable,
    "[[counter]]": CounterTable,
}
"""Every table by its header, the top level first."""
