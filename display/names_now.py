"""The names that the hall has now: a call that stands for long may carry older ones, an announcement only ids."""

from __future__ import annotations

from dataclasses import replace

from display.parts.part import zone_text
from hall.structure import HallStructure
from hall.translator import Translator
from hall.views import AnnouncementView, BoardCall
from hall.wording import in_language


def named_now(call: BoardCall, hall: HallStructure | None, language: str) -> BoardCall:
    """``call`` with zone and names of ``hall``, its service in ``language``. What the hall no longer has, as an
    archived zone, keeps the names that the call came with."""
    zone = next((one for one in hall.zones if one.id == call.zone.id), call.zone) if hall else call.zone
    service = next((one for one in hall.services if one.id == call.service_id), None) if hall else None
    agency = next((one for one in hall.agencies if one.id == call.agency_id), None) if hall else None
    name, name_en = (service.name, service.name_en) if service else (call.service_name, call.service_name_en)
    owner, owner_en = (agency.name, agency.name_en) if agency else (call.agency_name, call.agency_name_en)
    return replace(
        call,
        zone=zone,
        agency_name=in_language(language, owner, owner_en),
        agency_name_en=owner_en,
        service_name=in_language(language, name, name_en),
        service_name_en=name_en,
    )


def for_whom(
    announcement: AnnouncementView, hall: HallStructure | None, translate: Translator, *, whole_hall: bool
) -> str:
    """The zone and the agency that ``announcement`` is for, empty for all. A board of one zone does not name it."""
    if hall is None:
        return ""
    zones = [zone_text(translate, zone) for zone in hall.zones if whole_hall and zone.id == announcement.zone]
    agencies = [
        in_language(translate.language, agency.name, agency.name_en)
        for agency in hall.agencies
        if agency.id == announcement.agency
    ]
    return " \N{MIDDLE DOT} ".join((*zones, *agencies))
