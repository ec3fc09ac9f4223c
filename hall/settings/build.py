"""From checked tables to the frozen values of ``hall.structure``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import timedelta

from hall.alarm_rules import AlarmRules
from hall.forms import KioskForm, ReportForm, SlipForm, SurveyForm, VoiceForm, VolumeStep
from hall.retention import Retention
from hall.settings import names
from hall.settings.breaks_table import BreaksTable
from hall.settings.kiosk_table import KioskTable, NeedTable
from hall.settings.logo import NO_LOGOS, Logos
from hall.settings.retention_table import RetentionTable
from hall.settings.schema import (
    AgencyTable,
    AlarmsTable,
    CalendarTable,
    CounterTable,
    HallFile,
    HoursTable,
    ProfileTable,
    ReportsTable,
    RulesTable,
    SlipTable,
    VoiceTable,
    ZoneTable,
)
from hall.settings.standard_keys import standard_of
from hall.settings.station_tables import BoardTable, LocalStationTable, StationTable
from hall.settings.survey_table import SurveyTable
from hall.structure import (
    Agency,
    BoardSetup,
    Calendar,
    Counter,
    CounterService,
    Hall,
    HallStructure,
    Holiday,
    Need,
    Obstacle,
    Offer,
    Profile,
    Rules,
    Service,
    SpeechSetup,
    Station,
    TimeRange,
    WeeklyHours,
    Zone,
)


def build_structure(file: HallFile, stations: Iterable[StationTable], logos: Logos = NO_LOGOS) -> HallStructure:
    """The hall that ``file`` describes; everything that it names must exist (``crosscheck``). ``logos`` are the
    pictures that it names."""
    services = tuple(service for agency in file.agency for service in _services(agency))
    by_name = {name: service.id for service in services for name in (service.prefix, service.id)}
    return HallStructure(
        hall=_hall(file, logos),
        zones=tuple(_zone(zone) for zone in file.zone),
        agencies=tuple(_agency(agency) for agency in file.agency),
        services=services,
        counters=tuple(_counter(counter, by_name) for counter in file.counter),
        stations=tuple(build_station(station, station.name) for station in stations),
        obstacles=tuple(Obstacle(o.id, o.name, o.name_en, o.responsible, o.external, o.stops) for o in file.obstacle),
        offers=tuple(Offer(o.id, o.name, o.name_en) for o in file.offer),
        needs=tuple(_need(need, by_name) for need in file.need),
    )


def build_station(table: LocalStationTable, name: str) -> Station:
    """One machine under ``name``."""
    return Station(
        name=name,
        zone=table.zone,
        printer=table.printer,
        paper_mm=table.paper_mm,
        screen=table.screen,
        diagonal_inch=table.diagonal_inch,
        distance_m=table.distance_m,
        print_mode=table.print_mode,
        roll_m=table.roll_m,
        fallback=table.fallback,
        locked=table.locked,
        screen_bottom_mm=table.screen_bottom_mm,
        board=_board(table.board),
        speech=SpeechSetup(**{field.name: getattr(table.speech, field.name) for field in fields(SpeechSetup)}),
    )


def _board(table: BoardTable) -> BoardSetup:
    return BoardSetup(
        layout=table.layout,
        theme=table.theme,
        agencies=tuple(dict.fromkeys(table.agencies)),
        media=tuple(table.media),
        picture_seconds=table.picture_seconds,
        media_volume=table.media_volume,
        voice=table.voice,
        volume=table.volume,
        arrows=tuple(sorted(table.arrows.items())),
        waits=table.waits,
        waits_held=table.waits_held,
    )


def _hall(file: HallFile, logos: Logos) -> Hall:
    return Hall(
        name=file.name,
        city=file.city,
        timezone=file.timezone,
        hours=_hours(file.hours or HoursTable()),
        always_open=file.always_open,
        rules=_rules(file.rules, file.breaks, file.alarms),
        running_text=tuple(file.running_text),
        profiles=_profiles(file.profile),
        calendar=_calendar(file.calendar),
        cutoff_minutes=file.cutoff_minutes,
        slip=_slip(file.slip, logos.slip),
        voice=_voice(file.voice),
        reports=_reports(file.reports, logos.reports),
        survey=_survey(file.survey),
        retention=_retention(file.retention),
        kiosk=_kiosk(file.kiosk),
    )


def _slip(table: SlipTable, logo: str) -> SlipForm:
    parts = tuple(dict.fromkeys(table.parts))
    return SlipForm(
        parts if "number" in parts else ("number", *parts),
        None if table.footer is None else tuple(table.footer),
        None if table.footer_en is None else tuple(table.footer_en),
        table.second_language,
        logo,
        table.survey,
        table.closing_sheet,
    )


def _reports(table: ReportsTable, crest: str) -> ReportForm:
    return ReportForm(
        tuple(table.letterhead),
        table.signed_by,
        table.signer,
        crest,
        timedelta(minutes=table.late_minutes),
        table.by_clerk,
    )


def _retention(table: RetentionTable) -> Retention:
    return Retention(table.events_months, table.print_jobs_months, table.requests_months, table.staff_events_months)


def _survey(table: SurveyTable) -> SurveyForm:
    return SurveyForm(table.kiosk, table.regulation, table.weight, table.days, tuple(dict.fromkeys(table.ask)))


def _kiosk(table: KioskTable) -> KioskForm:
    return KioskForm(
        most_used_first=table.most_used_first,
        popular=tuple(dict.fromkeys(table.popular)),
        popular_en=tuple(dict.fromkeys(table.popular_en)),
        attract=table.attract,
        ask_papers=table.ask_papers,
        ask_files=table.ask_files,
        complaints=table.complaints,
        complaints_en=table.complaints_en,
        bookings=table.bookings,
        calm=table.calm,
        key_pause_ms=table.key_pause_ms,
    )


def _need(table: NeedTable, by_name: dict[str, str]) -> Need:
    return Need(table.id, table.name, table.name_en, table.icon, tuple(by_name[name] for name in table.services))


def _voice(table: VoiceTable) -> VoiceForm:
    return VoiceForm(
        pack=table.pack,
        languages=tuple(dict.fromkeys(table.languages)),
        numbers=table.numbers,
        repeat=table.repeat,
        agency=table.agency,
        chime=table.chime,
        announce_within=timedelta(seconds=table.announce_seconds),
        volumes=tuple(sorted((VolumeStep(v.start, v.percent) for v in table.volume), key=lambda step: step.start)),
    )


def _calendar(table: CalendarTable) -> Calendar:
    return Calendar(
        national=table.national,
        collective=table.collective,
        local=tuple(Holiday(holiday.day, holiday.name, holiday.name_en) for holiday in table.holiday),
        open_on=tuple(table.open_on),
    )


def _profiles(tables: Iterable[ProfileTable]) -> tuple[Profile, ...]:
    return tuple(Profile(table.name, table.first, table.last, _hours(table.hours)) for table in tables)


def _rules(table: RulesTable, breaks: BreaksTable, alarms: AlarmsTable) -> Rules:
    return Rules(
        priority_streak=table.priority_streak,
        longest_wait=timedelta(minutes=table.longest_wait_minutes),
        day_close=table.day_close or Rules().day_close,
        late_numbers=table.late_numbers,
        transfer_queue_time=table.transfer_queue_time,
        directed_for=timedelta(minutes=table.directed_minutes),
        undo_within=timedelta(seconds=table.undo_seconds),
        begin_after=timedelta(seconds=table.begin_seconds),
        booking_early=timedelta(minutes=table.booking_early_minutes),
        booking_lead=timedelta(minutes=table.booking_lead_minutes),
        booking_grace=timedelta(minutes=table.booking_grace_minutes),
        pin_digits=table.pin_digits,
        promised_wait=timedelta(minutes=table.promised_wait_minutes),
        after_closing=table.after_closing,
        break_first=breaks.first,
        break_last=breaks.last,
        break_length=timedelta(minutes=breaks.minutes),
        alarms=_alarms(alarms),
    )


def _alarms(table: AlarmsTable) -> AlarmRules:
    return AlarmRules(
        off=tuple(sorted(set(table.off))),
        longest_wait=timedelta(minutes=table.longest_wait_minutes) or None,
        promise_percent=table.promise_percent,
        unattended_after=timedelta(minutes=table.unattended_minutes),
        break_grace=timedelta(minutes=table.break_minutes),
        obstacle_count=table.obstacle_count,
        obstacle_within=timedelta(minutes=table.obstacle_minutes),
        disk_free_mb=table.disk_free_mb,
        clock_apart=timedelta(minutes=table.clock_minutes),
        unopened_after=timedelta(minutes=table.unopened_minutes),
    )


def _hours(table: HoursTable) -> WeeklyHours:
    days: tuple[list[TimeRange], ...] = (
        table.monday, table.tuesday, table.wednesday, table.thursday, table.friday, table.saturday, table.sunday,
    )  # fmt: skip
    return WeeklyHours(tuple(tuple(ranges) for ranges in days))


def _own_hours(table: HoursTable | None) -> WeeklyHours | None:
    return _hours(table) if table else None


def _zone(table: ZoneTable) -> Zone:
    arrows, there = tuple(table.arrows), (table.counter_directions, table.counter_directions_en)
    return Zone(table.id, table.name, table.pictogram, table.directions, table.directions_en, arrows, *there)


def _agency(table: AgencyTable) -> Agency:
    return Agency(
        table.id,
        table.name,
        table.full_name,
        table.icon,
        table.colour,
        _own_hours(table.hours),
        _profiles(table.profile),
        table.cutoff_minutes,
        table.name_en,
        tuple(dict.fromkeys(table.words)),
    )


def _services(agency: AgencyTable) -> Iterable[Service]:
    for table in agency.service:
        yield Service(
            id=table.id or names.service_id(agency.id, table.name),
            agency=agency.id,
            prefix=table.prefix,
            name=table.name,
            name_en=table.name_en,
            requirement=table.requirement,
            requirement_en=table.requirement_en,
            promised_minutes=table.promised_minutes,
            hours=_own_hours(table.hours),
            profiles=_profiles(table.profile),
            cutoff_minutes=table.cutoff_minutes,
            quota=table.quota,
            promised_wait_minutes=table.promised_wait_minutes,
            requirements=tuple(table.requirements),
            words=tuple(dict.fromkeys(table.words)),
            requirements_en=tuple(table.requirements_en),
            ask_papers=table.ask_papers,
            ask_files=table.ask_files,
            standard=standard_of(table),
        )


def _counter(table: CounterTable, by_name: dict[str, str]) -> Counter:
    ranks = [(1, name) for name in table.services] + [(2, name) for name in table.also]
    return Counter(
        id=table.id or names.counter_id(table.label),
        label=table.label,
        zone=table.zone,
        agency=table.agency,
        services=tuple(CounterService(by_name[name], rank) for rank, name in ranks),
    )
