"""The tables [kiosk] and [[need]]: what all kiosks do, and how visitors find a service besides the agencies' cards."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from hall.settings.lines import KeyPath
from hall.settings.problems import ProblemList, closest
from hall.settings.tables import Limit, Table, key
from hall.settings.values import Icon, Identifier, Line, LineOrNothing

Words = Annotated[list[Annotated[Line, Limit(max_length=40)]], Limit(max_length=60)]
Searches = Annotated[list[Annotated[Line, Limit(max_length=24)]], Limit(max_length=8)]
WORDS = 'a list of up to 60 words of up to 40 characters that people say for it, such as ["akta lahir", "surat bayi"]'


class KioskTable(Table):
    """What holds at all kiosks of the hall."""

    attract: bool = key(default=False, description="true or false, without quotes")
    ask_papers: bool = key(default=False, description="true or false, without quotes")
    ask_files: bool = key(default=False, description="true or false, without quotes")
    complaints: LineOrNothing = key(
        default="", max_length=80, description="one line of up to 80 characters, in Indonesian"
    )
    complaints_en: LineOrNothing = key(
        default="", max_length=80, description="one line of up to 80 characters, in English"
    )
    most_used_first: bool = key(default=False, description="true or false, without quotes")
    popular: Searches = key(
        default=[], description='a list of up to 8 searches of up to 24 characters, such as ["KTP hilang", "Paspor"]'
    )
    bookings: bool = key(default=False, description="true or false, without quotes")
    calm: bool = key(default=False, description="true or false, without quotes")
    key_pause_ms: int = key(default=500, ge=0, le=2000, description="milliseconds from 0 to 2000")
    popular_en: Searches = key(
        default=[], description='the same for who reads English, such as ["Lost ID card"]; left out: the same'
    )


class NeedTable(Table):
    """What happens in a life, and the services that it takes."""

    id: Identifier = key(description='small letters, digits and -, a letter first, such as "bayi-lahir"')
    name: Line = key(max_length=40, description="a name of up to 40 characters, in Indonesian")
    name_en: Line = key(max_length=40, description="a name of up to 40 characters, in English")
    icon: Icon = key(description='the name of a Material Design icon, such as "baby-carriage"')
    services: Annotated[list[Line], Limit(min_length=1, max_length=4)] = key(
        description='a list of 1 to 4 prefixes or ids of services, such as ["D", "C"]'
    )


def check_needs(data: Mapping[str, Any], by_name: Mapping[str, str], findings: ProblemList) -> None:
    """Add what is named in a [[need]] and is no service, or stands twice in it; ``by_name`` are the ids of services by
    what they may be called."""
    for path, written in _named(data.get("need")):
        seen: dict[str, KeyPath] = {}
        for at, name in enumerate(written):
            here: KeyPath = (*path, "services", at)
            service = by_name.get(name.strip(), "") if isinstance(name, str) else ""
            if isinstance(name, str) and by_name and not service:
                findings.add(
                    here, "there is no such service", allowed=_some(by_name), suggestion=closest(name, by_name)
                )
            elif service and seen.setdefault(service, here) != here:
                first = findings.index.line_of(seen[service])
                findings.add(here, f"stands twice in this need, first on line {first}", allowed="each service once")


def _named(rows: object) -> Iterator[tuple[KeyPath, Sequence[object]]]:
    for at, row in enumerate(rows if isinstance(rows, list) else ()):
        written = row.get("services") if isinstance(row, Mapping) else None
        if isinstance(written, list):
            yield ("need", at), written


def _some(by_name: Mapping[str, str]) -> str:
    prefixes = [name for name in by_name if name.isupper() or name.isdigit()]
    return f"{', '.join(prefixes[:12])} …" if len(prefixes) > 12 else ", ".join(prefixes)
