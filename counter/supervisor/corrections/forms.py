"""What is asked in the tab Koreksi."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from counter.supervisor.acting import Preparing
from counter.supervisor.corrections import acts
from counter.supervisor.corrections.reading import CorrectionView
from counter.supervisor.forms import form, named_option, service_option
from hall.dates import clock_text, day_text
from hall.errors import Refused
from hall.lifecycle import CORRECTABLE, Outcome, State
from hall.manual_numbers import PaperNumber, pad_of, typed_numbers
from hall.messages import member_text
from hall.report.closing import closing_report
from hall.report.pad import pad_labels
from hall.text_rules import REASON
from hall.translator import Translator
from hall.views import FloorView, TicketView
from hall.wording import in_language
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import YES, ChoiceField, TextField, TickField

NONE = "-"
_DIGITS = 6


def states_of(ticket: TicketView, *, is_open: bool) -> tuple[State, ...]:
    """What a number can be corrected to; none where its day is over."""
    if not is_open:
        return ()
    others = (state for state in State if state in CORRECTABLE[ticket.state] and state is not ticket.state)
    return tuple(state for state in others if state is not State.NO_SHOW or ticket.calls)


def _reason(translate: Translator) -> TextField:
    return TextField("reason", translate("supervisor.correct_reason"), most=REASON, required=True)


def _services(floor: FloorView, translate: Translator, *, but: str = "") -> tuple[Option, ...]:
    """The services, those that are closed last, and said to be."""
    found = [(one, agency) for agency in floor.agencies for one in agency.services if one.id != but]
    found.sort(key=lambda pair: not pair[0].opening.is_open)
    return tuple(service_option(one, agency, translate) for one, agency in found)


def state_form(ticket: TicketView, view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """What the number should be."""
    options = tuple(
        Option(state.value, translate(f"supervisor.correct_to_{state}"))
        for state in states_of(ticket, is_open=view.found.is_open)
    )
    return form(
        translate,
        translate("supervisor.correct_state_title", number=ticket.code, state=_state(ticket, translate)),
        (ChoiceField("state", translate("supervisor.correct_state"), options), _reason(translate)),
        translate("supervisor.correct_do"),
        lambda answers: acts.correct(ticket, answers["reason"], state=answers["state"]),
        about=translate("supervisor.correct_state_about"),
    )


def _state(ticket: TicketView, translate: Translator) -> str:
    """Where the number stands, within a sentence."""
    if ticket.not_served:
        return translate("supervisor.correct_did_not_served")
    return member_text(ticket.state, translate)


def service_form(ticket: TicketView, view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """Of which service the number should be."""
    options = _services(floor, translate, but=ticket.service_id)
    return form(
        translate,
        translate("supervisor.correct_service_title", number=ticket.code),
        (ChoiceField("service", translate("supervisor.correct_service"), options), _reason(translate)),
        translate("supervisor.correct_do"),
        lambda answers: acts.correct(ticket, answers["reason"], service=answers["service"]),
        about=translate("supervisor.correct_service_about"),
    )


def outcome_form(ticket: TicketView, view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """How the visit ended."""
    outcomes = tuple(Option(one.value, translate(f"supervisor.correct_outcome_{one}")) for one in Outcome)
    named = (named_option(one.id, one, translate) for one in view.obstacles)
    obstacles = (Option(NONE, translate("supervisor.correct_no_obstacle")), *named)
    now = next((one.id for one in view.obstacles if one.name == ticket.obstacle), NONE)

    def make(answers: Answers) -> acts.Deed:
        obstacle = "" if answers["obstacle"] == NONE else answers["obstacle"]
        if answers["outcome"] == Outcome.NOT_SERVED and not obstacle:
            raise WrongAnswer("obstacle", translate("obstacle_needed"))
        return acts.correct(ticket, answers["reason"], outcome=answers["outcome"], obstacle=obstacle)

    return form(
        translate,
        translate("supervisor.correct_outcome_title", number=ticket.code),
        (
            ChoiceField("outcome", translate("supervisor.correct_outcome"), outcomes, ticket.outcome),
            ChoiceField("obstacle", translate("supervisor.correct_obstacle"), obstacles, now),
            _reason(translate),
        ),
        translate("supervisor.correct_do"),
        make,
    )


def door_form(view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """A number for a visitor at the door."""
    places = tuple(
        Option(one.name, one.name, "" if one.on else translate("supervisor.correct_kiosk_off")) for one in view.kiosks
    )
    kiosks = {one.name: one for one in view.kiosks}
    return form(
        translate,
        translate("supervisor.correct_door_title"),
        (
            ChoiceField("service", translate("supervisor.correct_service"), _services(floor, translate)),
            TickField("priority", translate("supervisor.correct_priority")),
            ChoiceField(
                "kiosk",
                translate("supervisor.correct_kiosk"),
                (*places, Option(NONE, translate("supervisor.correct_no_slip"))),
            ),
            TextField("booking", translate("supervisor.correct_booking"), most=20),
        ),
        translate("supervisor.correct_door_do"),
        lambda answers: acts.give(
            answers["service"],
            answers["booking"],
            priority=answers["priority"] == YES,
            kiosk=kiosks.get(answers["kiosk"]),
        ),
    )


def import_form(view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """Numbers on paper, after an outage."""

    def make(answers: Answers) -> acts.Deed:
        last = _number("last", answers["last"], translate)
        waiting = _waiting(answers["waiting"], floor, translate)
        reason = answers["reason"] or translate("supervisor.correct_import_reason")
        return acts.import_manual(answers["service"], last, waiting, reason)

    return form(
        translate,
        translate("supervisor.correct_import_title"),
        (
            ChoiceField("service", translate("supervisor.correct_service"), _services(floor, translate)),
            TextField("last", translate("supervisor.correct_last"), most=_DIGITS, required=True),
            TextField("waiting", translate("supervisor.correct_waiting"), hint="52 09.10, 53 09.15, 55-57", most=2000),
            TextField("reason", translate("supervisor.correct_reason"), most=REASON),
        ),
        translate("supervisor.correct_import_do"),
        make,
        about=translate("supervisor.correct_import_about"),
    )


def withdraw_form(view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """Which import is taken back."""
    zone = ZoneInfo(floor.hall.timezone)
    options = tuple(
        Option(
            str(one.id),
            f"{clock_text(one.at.astimezone(zone), translate)}  {one.prefix} {one.first}\u2013{one.last}",
            translate("supervisor.correct_import_waiting", n=one.waiting),
        )
        for one in view.imports
        if one.withdrawn_at is None
    )
    return form(
        translate,
        translate("supervisor.correct_withdraw_title"),
        (ChoiceField("import", translate("supervisor.correct_import"), options), _reason(translate)),
        translate("supervisor.correct_withdraw_do"),
        lambda answers: acts.withdraw(int(answers["import"]), answers["reason"]),
        about=translate("supervisor.correct_withdraw_about"),
        grave=True,
    )


def pad_form(view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """A pad of manual numbers to be printed."""
    services = {one.id: one for agency in floor.agencies for one in agency.services}
    lines = view.sheet.lines if view.sheet is not None and view.sheet.closed_at is None else ()
    given = {line.prefix: line.last_number for line in lines}

    def make(answers: Answers) -> Preparing:
        chosen = services[answers["service"]]
        first = _number("first", answers["first"], translate) if answers["first"] else None
        count = _number("count", answers["count"], translate)
        name = in_language(translate.language, chosen.name, chosen.name_en)
        try:
            pad = pad_of(chosen.prefix, name, given.get(chosen.prefix, 0), first=first, count=count)
        except Refused as refusal:
            raise WrongAnswer("first", refusal.message(translate)) from refusal
        labels = pad_labels(pad, floor.hall.name, translate)

        def drawn() -> bytes:
            from hall.report.labels_pdf import labels_pdf

            return labels_pdf(labels)

        return acts.print_out(drawn, labels.title)

    return form(
        translate,
        translate("supervisor.correct_pad_title"),
        (
            ChoiceField("service", translate("supervisor.correct_service"), _services(floor, translate)),
            TextField("first", translate("supervisor.correct_first"), most=_DIGITS),
            TextField("count", translate("supervisor.correct_count"), "100", most=3, required=True),
        ),
        translate("supervisor.correct_print_do"),
        make,
        about=translate("supervisor.correct_pad_about"),
    )


def close_form(view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """Whether the day shall be closed."""
    waiting = view.sheet.total.waiting if view.sheet is not None else 0
    return form(
        translate,
        translate("supervisor.correct_close_title"),
        (_reason(translate),),
        translate("supervisor.correct_close_do"),
        lambda answers: acts.close_day(answers["reason"]),
        about=translate("supervisor.correct_close_about", n=waiting),
        grave=True,
    )


def open_form(view: CorrectionView, floor: FloorView, translate: Translator) -> Form:
    """Whether today's day shall be opened; one that was closed says by whom and why, and offers to let those wait again
    whom the closing ended."""
    today = floor.now.astimezone(ZoneInfo(floor.hall.timezone)).date()
    sheet = view.sheet if view.sheet is not None and view.sheet.day == today else None
    if sheet is None or sheet.closed_at is None:
        return form(
            translate,
            translate("supervisor.correct_open_title"),
            (TextField("reason", translate("supervisor.alarm_day_reason"), most=REASON),),
            translate("supervisor.correct_open_button"),
            lambda answers: acts.open_day(answers["reason"]),
            about=translate("supervisor.correct_open_about", day=day_text(today, translate)),
        )
    n = view.to_wait_again
    again = (TickField("waiting", translate("supervisor.correct_open_waiting", n=n), ticked=True),) if n else ()
    ended = {"day": day_text(today, translate), "time": clock_text(sheet.closed_at, translate)}
    by_itself = translate("supervisor.correct_open_expired", **ended)
    by_somebody = translate("supervisor.correct_open_closed", **ended, who=sheet.closed_by, reason=sheet.reason)
    return form(
        translate,
        translate("supervisor.correct_open_again_title"),
        (_reason(translate), *again),
        translate("supervisor.correct_open_again_do"),
        lambda answers: acts.open_day(answers["reason"], waiting=answers.get("waiting") == YES),
        about=by_itself if sheet.expired else by_somebody,
    )


def sheet_printing(view: CorrectionView, translate: Translator) -> Preparing | None:
    """The closing sheet to be printed; None before the first day."""
    if view.sheet is None:
        return None
    report = closing_report(view.sheet, translate)

    def drawn() -> bytes:
        from hall.report.pdf import pdf_of

        return pdf_of(report, translate)

    return acts.print_out(drawn, f"{report.title} {view.sheet.day}")


TICKET_FORMS: dict[str, Callable[[TicketView, CorrectionView, FloorView, Translator], Form]] = {
    "state": state_form,
    "service": service_form,
    "outcome": outcome_form,
}
DAY_FORMS: dict[str, Callable[[CorrectionView, FloorView, Translator], Form]] = {
    "door": door_form,
    "import": import_form,
    "withdraw": withdraw_form,
    "pad": pad_form,
    "open": open_form,
    "close": close_form,
}


def _number(field: str, text: str, translate: Translator) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise WrongAnswer(field, translate("supervisor.correct_number_wanted"))
    return int(text)


def _waiting(text: str, floor: FloorView, translate: Translator) -> tuple[PaperNumber, ...]:
    try:
        typed = typed_numbers(text)
    except Refused as refusal:
        raise WrongAnswer("waiting", refusal.message(translate)) from refusal
    zone = ZoneInfo(floor.hall.timezone)
    day = floor.business_day or floor.now.astimezone(zone).date()
    return tuple(PaperNumber(number, None if at is None else datetime.combine(day, at, zone)) for number, at in typed)
