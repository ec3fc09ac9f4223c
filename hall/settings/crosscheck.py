"""Checks what no single table can say: ids used twice, names that lead nowhere, services that nobody serves.

Works on the raw tables, so that it also finds its problems when other keys are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from hall.identifiers import key_of
from hall.settings.breaks_table import check_breaks
from hall.settings.kiosk_table import check_needs
from hall.settings.lines import KeyPath
from hall.settings.names import counter_id, service_id
from hall.settings.problems import ProblemList, closest
from hall.settings.standard_keys import check_standards
from hall.settings.survey_table import check_survey
from hall.settings.tables import WrongValue
from hall.settings.values import calendar_day, clock_time, time_range
from hall.structure import TimeRange

_Row = Mapping[str, Any]


def check_hall(data: Mapping[str, Any], findings: ProblemList) -> None:
    """Add every contradiction between the tables of ``data`` to ``findings``."""
    services = list(_services(data))
    _check_twice(data, services, findings)
    _check_zones(data, _ids(data, "zone"), findings)
    _check_counters(data, services, findings)
    check_needs(data, _by_name(services), findings)
    _check_fallbacks(data, findings)
    _check_closing_sheet(data, findings)
    _check_boards(data, services, findings)
    _check_languages(data, findings)
    _check_day_close(data, findings)
    check_breaks(_table(data, "breaks"), findings)
    check_survey(_table(data, "survey"), findings)
    _check_profiles(data, findings)
    _check_holidays(data, findings)
    _check_cutoffs(data, findings)
    check_standards(_service_rows(data), findings)


@dataclass(frozen=True, slots=True)
class _Service:
    path: KeyPath
    id: str
    prefix: str
    id_is_written: bool


def _rows(data: Mapping[str, Any], key: str) -> Iterator[tuple[int, _Row]]:
    rows = data.get(key)
    if isinstance(rows, list):
        yield from ((at, row) for at, row in enumerate(rows) if isinstance(row, Mapping))


def _table(data: Mapping[str, Any], key: str) -> _Row:
    table = data.get(key)
    return table if isinstance(table, Mapping) else {}


def _text(row: _Row, key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _ids(data: Mapping[str, Any], key: str) -> list[str]:
    return [text for _, row in _rows(data, key) if (text := _text(row, "id"))]


def _services(data: Mapping[str, Any]) -> Iterator[_Service]:
    for at, agency in _rows(data, "agency"):
        for inner, row in _rows(agency, "service"):
            name, written = _text(row, "name"), _text(row, "id")
            made = service_id(_text(agency, "id"), name) if name else ""
            yield _Service(("agency", at, "service", inner), written or made, _text(row, "prefix"), bool(written))


def _service_rows(data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, _Row]]:
    for at, agency in _rows(data, "agency"):
        yield from ((("agency", at, "service", inner), row) for inner, row in _rows(agency, "service"))


def _check_twice(data: Mapping[str, Any], services: list[_Service], findings: ProblemList) -> None:
    keys = {
        **dict.fromkeys(("zone", "agency", "obstacle", "offer", "need"), "id"),
        "counter": "label",
        "station": "name",
    }
    for table, key in keys.items():
        _no_doubles([((table, at, key), _text(row, key)) for at, row in _rows(data, table)], "", findings)
    _no_doubles([((*s.path, "prefix"), s.prefix) for s in services], "", findings)
    keyed = [((*s.path, "id" if s.id_is_written else "name"), s.id) for s in services]
    _no_doubles(keyed, "gives the service an id that", findings)
    made = [
        (("counter", at, "id" if "id" in row else "label"), _text(row, "id") or counter_id(_text(row, "label")))
        for at, row in _rows(data, "counter")
    ]
    labels = [(path, text) for path, text in made if path[-1] == "id" or not _is_double(path, data)]
    _no_doubles(labels, "gives the counter an id that", findings)
    volumes = _rows(_table(data, "voice"), "volume")
    _no_doubles([(("voice", "volume", at, "start"), _text(row, "start")) for at, row in volumes], "", findings)


def _is_double(path: KeyPath, data: Mapping[str, Any]) -> bool:
    labels = [_text(row, "label") for _, row in _rows(data, "counter")]
    return labels.count(_text(data["counter"][path[1]], "label")) > 1


def _no_doubles(items: Sequence[tuple[KeyPath, str]], makes: str, findings: ProblemList) -> None:
    first: dict[str, KeyPath] = {}
    for path, text in items:
        if text and first.setdefault(key_of(text), path) != path:
            is_made = makes and path[-1] in ("name", "label")
            problem = f'{makes} stands twice ("{text}")' if is_made else "stands twice"
            allowed = "a different name, or an id of its own" if is_made else f"each {path[-1]} once"
            findings.add(
                path, f"{problem}, first on line {findings.index.line_of(first[key_of(text)])}", allowed=allowed
            )


def _check_zones(data: Mapping[str, Any], zones: list[str], findings: ProblemList) -> None:
    _must_be_known(("station", "zone"), _text(_table(data, "station"), "zone"), zones, "zone", findings)
    for table in ("station", "counter"):
        for at, row in _rows(data, table):
            _must_be_known((table, at, "zone"), _text(row, "zone"), zones, "zone", findings)


def _check_fallbacks(data: Mapping[str, Any], findings: ProblemList) -> None:
    """A printer that takes over is another station's; a single [station] may name one of the hall's database."""
    stations = list(_rows(data, "station"))
    printing = [_text(row, "name") for _, row in stations if _text(row, "printer")]
    for at, row in stations:
        name, fallback = _text(row, "name"), _text(row, "fallback")
        known = [other for other in printing if other != name]
        if fallback and fallback not in known:
            findings.add(
                ("station", at, "fallback"),
                "is this station itself" if fallback == name else "there is no such station with a printer",
                allowed=_some(known) or 'another [[station]] with a printer, or ""',
                suggestion="" if fallback == name else closest(fallback, known),
            )


def _check_closing_sheet(data: Mapping[str, Any], findings: ProblemList) -> None:
    """The closing sheet comes out of a printer that there is; of a single [station] too."""
    stations = [row for _, row in _rows(data, "station")] or [_table(data, "station")]
    named = _text(_table(data, "slip"), "closing_sheet")
    known = [name for row in stations if (name := _text(row, "name")) and _text(row, "printer")]
    if named and named not in known:
        findings.add(
            ("slip", "closing_sheet"),
            "there is no such station with a printer",
            allowed=_some(known) or 'a [[station]] with a printer, or ""',
            suggestion=closest(named, known),
        )


def _check_boards(data: Mapping[str, Any], services: list[_Service], findings: ProblemList) -> None:
    """A board names agencies and zones that there are, can have calls to show, and has something to play where it is
    to play something."""
    stations: list[tuple[KeyPath, _Row]] = [(("station", at), row) for at, row in _rows(data, "station")]
    for path, station in (*stations, (("station",), _table(data, "station"))):
        board = _table(station, "board")
        _check_board_s_agencies((*path, "board", "agencies"), _text(station, "zone"), board, data, services, findings)
        for zone in _table(board, "arrows"):
            _must_be_known((*path, "board", "arrows", zone), zone, _ids(data, "zone"), "zone", findings)
        if board.get("layout") == "media" and not board.get("media"):
            where: KeyPath = (*path, "board", "layout")
            findings.add(where, "has nothing to play", allowed='media = ["folder"], or another layout')


def _check_board_s_agencies(
    path: KeyPath, zone: str, board: _Row, data: Mapping[str, Any], services: list[_Service], findings: ProblemList
) -> None:
    agencies, known = board.get("agencies"), _ids(data, "agency")
    named = [(at, name.strip()) for at, name in enumerate(_list(agencies)) if isinstance(name, str)]
    right = [_must_be_known((*path, at), name, known, "agency", findings) for at, name in named]
    if not named or not all(right) or not known or zone not in _ids(data, "zone"):
        return
    there = _agencies_in(zone, data, services)
    if there and not there & {name for _, name in named}:
        problem = f'no counter of zone "{zone}" serves them, so this board would never show a call'
        findings.add(path, problem, allowed=_some(sorted(there)))


def _agencies_in(zone: str, data: Mapping[str, Any], services: list[_Service]) -> set[str]:
    """The agencies whose services the counters of ``zone`` serve."""
    owners = {name: _text(data["agency"][s.path[1]], "id") for s in services for name in (s.prefix, s.id) if name}
    rows = [row for _, row in _rows(data, "counter") if _text(row, "zone") == zone]
    names = [name for row in rows for key in ("services", "also") for name in _list(row.get(key))]
    return {owners[name.strip()] for name in names if isinstance(name, str) and name.strip() in owners}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _check_languages(data: Mapping[str, Any], findings: ProblemList) -> None:
    """No language is spoken twice in a call."""
    first: dict[str, KeyPath] = {}
    for at, language in enumerate(_list(_table(data, "voice").get("languages"))):
        path = ("voice", "languages", at)
        if isinstance(language, str) and first.setdefault(language.strip(), path) != path:
            line = findings.index.line_of(first[language.strip()])
            findings.add(path, f"stands twice, first on line {line}", allowed="each language once")


def _must_be_known(path: KeyPath, text: str, known: list[str], what: str, findings: ProblemList) -> bool:
    if not text or not known or text in known:
        return True
    findings.add(path, f"there is no such {what}", allowed=_some(known), suggestion=closest(text, known))
    return False


def _service_must_be_known(path: KeyPath, text: str, by_name: dict[str, str], findings: ProblemList) -> bool:
    if text in by_name:
        return True
    prefixes = [name for name in by_name if name.isupper() or name.isdigit()]
    findings.add(
        path,
        "there is no such service",
        allowed=_some(prefixes) or "services of an [[agency]]",
        suggestion=closest(text, by_name),
    )
    return False


def _some(names: list[str]) -> str:
    shown = ", ".join(dict.fromkeys(names[:12]))
    return f"{shown} …" if len(names) > 12 else shown


def _by_name(services: list[_Service]) -> dict[str, str]:
    """Services by what they may be called. A prefix in small letters is reported where it stands; who names it rightly
    is not wrong too."""
    return {name: s.id for s in services for name in (s.prefix.upper(), s.prefix, s.id) if name}


def _check_counters(data: Mapping[str, Any], services: list[_Service], findings: ProblemList) -> None:
    agencies = _ids(data, "agency")
    by_name = _by_name(services)
    served: set[str] = set()
    sound = True
    for at, row in _rows(data, "counter"):
        _must_be_known(("counter", at, "agency"), _text(row, "agency"), agencies, "agency", findings)
        sound = _check_served(at, row, by_name, served, findings) and sound
    if not sound or not served:
        return  # a misspelt prefix would show a second time, as a service that nobody serves
    for service in services:
        if service.id and service.prefix and service.id not in served:
            findings.add(
                (*service.path, "prefix"),
                "no counter serves this service",
                allowed='prefixes that are in the services = ["…"] or also = ["…"] of a [[counter]]',
            )


def _check_served(at: int, row: _Row, by_name: dict[str, str], served: set[str], findings: ProblemList) -> bool:
    sound = True
    here: dict[str, KeyPath] = {}
    for key in ("services", "also"):
        names = row.get(key, [])
        if not isinstance(names, list):
            return False
        for item, name in enumerate(names):
            path: KeyPath = ("counter", at, key, item)
            if not isinstance(name, str) or not _service_must_be_known(path, name.strip(), by_name, findings):
                sound = False
                continue
            service = by_name.get(name.strip(), "")
            if service and service in here:
                first = findings.index.line_of(here[service])
                findings.add(path, f"stands twice at this counter, first on line {first}", allowed="each service once")
            here.setdefault(service, path)
            served.add(service)
    return sound


def _check_day_close(data: Mapping[str, Any], findings: ProblemList) -> None:
    rules = _table(data, "rules")
    if data.get("always_open") is True or "day_close" not in rules:
        return
    latest = max(_ends(data), default=time.min)
    try:
        close = clock_time(rules["day_close"])
    except WrongValue:
        return
    if close < latest:
        findings.add(
            ("rules", "day_close"),
            f"the business day would close while the hall is open until {latest:%H:%M}",
            allowed=f"{latest:%H:%M} or later",
        )


def _check_profiles(data: Mapping[str, Any], findings: ProblemList) -> None:
    """No profile ends before it begins, and no two of one owner overlap: it would be open to doubt which holds."""
    owners: list[tuple[KeyPath, _Row]] = [((), data)]
    for at, agency in _rows(data, "agency"):
        owners.append((("agency", at), agency))
        owners += [(("agency", at, "service", inner), row) for inner, row in _rows(agency, "service")]
    for path, owner in owners:
        taken: list[tuple[date, date]] = []
        for at, row in _rows(owner, "profile"):
            first, last = _day(row, "first"), _day(row, "last")
            if first is None or last is None:
                continue
            here: KeyPath = (*path, "profile", at, "last")
            if last < first:
                findings.add(here, "lies before the first day", allowed=f"{first.isoformat()} or later")
            elif any(first <= end and begin <= last for begin, end in taken):
                findings.add(here, "overlaps another profile of the same owner", allowed="each day in one profile")
            taken.append((first, last))


def _check_holidays(data: Mapping[str, Any], findings: ProblemList) -> None:
    """No local holiday stands twice: of two names only one would be shown."""
    holidays = _rows(_table(data, "calendar"), "holiday")
    days = [(("calendar", "holiday", at, "day"), _day(row, "day")) for at, row in holidays]
    _no_doubles([(path, day.isoformat()) for path, day in days if day is not None], "one holiday of it", findings)


def _check_cutoffs(data: Mapping[str, Any], findings: ProblemList) -> None:
    """No cut-off is as long as the last range of a day: in that range no number would ever be given."""
    _check_cutoff((), data, _last_ranges(data, {}), findings)
    for at, agency in _rows(data, "agency"):
        hours = _last_ranges(agency, _last_ranges(data, {}))
        _check_cutoff(("agency", at), agency, hours, findings)
        for inner, row in _rows(agency, "service"):
            _check_cutoff(("agency", at, "service", inner), row, _last_ranges(row, hours), findings)


def _check_cutoff(path: KeyPath, owner: _Row, last: Mapping[str, TimeRange], findings: ProblemList) -> None:
    minutes = owner.get("cutoff_minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool):
        return
    for day, stretch in last.items():
        length = _minutes(stretch.end) - _minutes(stretch.start)
        if minutes >= length:
            findings.add(
                (*path, "cutoff_minutes"),
                f"leaves no number to be given in the last opening of {day}, {stretch.start:%H:%M}-{stretch.end:%H:%M}",
                allowed=f"less than {length}",
            )
            return


def _last_ranges(owner: _Row, inherited: Mapping[str, TimeRange]) -> Mapping[str, TimeRange]:
    """The last opening of each day of the owner's own hours, of the inherited ones when it has none."""
    hours = owner.get("hours")
    if not isinstance(hours, Mapping):
        return inherited
    found: dict[str, TimeRange] = {}
    for day, texts in hours.items():
        ranges = [stretch for text in texts if (stretch := _range(text))] if isinstance(texts, list) else []
        if ranges:
            found[str(day)] = max(ranges, key=lambda stretch: stretch.end)
    return found


def _range(text: object) -> TimeRange | None:
    if not isinstance(text, str) or not re.fullmatch(r"\d\d:\d\d-\d\d:\d\d", text):
        return None
    try:
        return time_range(text)
    except WrongValue:
        return None


def _minutes(time: time) -> int:
    return 60 * time.hour + time.minute


def _day(row: _Row, key: str) -> date | None:
    try:
        return calendar_day(row.get(key))
    except WrongValue:
        return None


def _ends(data: Mapping[str, Any]) -> Iterator[time]:
    agencies = [row for _, row in _rows(data, "agency")]
    for table in [data, *agencies, *(row for agency in agencies for _, row in _rows(agency, "service"))]:
        days = _table(table, "hours").values()
        yield from (found.end for day in days if isinstance(day, list) for text in day if (found := _range(text)))
