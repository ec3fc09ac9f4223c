"""The forms of changes: what is closed or opened, why, until when, and what becomes of who waits."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from counter.supervisor.changing import acts
from counter.supervisor.changing.acts import Change, Scope
from counter.supervisor.changing.ends import Lasting, end_fields, lasting
from counter.supervisor.changing.lines import change_text, lasts_text, scope_name
from counter.supervisor.changing.taking_back import closings_over
from counter.supervisor.forms import form, service_option
from hall.overrides import Holders
from hall.text_rules import TITLE
from hall.translator import Translator
from hall.views import FloorDetails, FloorService, FloorView, StaffedCounter
from hall.wording import in_language
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import YES, ChoiceField, TextField, TickField

_HOME = "home:"
_READABLE = 3
"""Letters of a reason that visitors read: fewer say nothing."""


def close_form(view: FloorDetails, floor: FloorView, translate: Translator) -> Form:
    """Close the service, its agency or the hall."""
    scopes = _scopes(view, translate)
    places = _places(view, floor, translate)
    names = {one.key: one.caption for one in places}

    def make(answers: Answers) -> Change:
        chosen = answers.get("holders") or Holders.SERVE
        end = _end(answers, view, floor, translate)
        of = scopes[answers["scope"]]
        if chosen == Holders.MOVE:
            to = answers["to"]
            return acts.close(of, answers["reason"], end, Holders.MOVE, move_to=to, moved_to=names[to])
        kind = Holders.SERVE if chosen == Holders.SERVE else Holders.SEND_HOME
        return acts.close(of, answers["reason"], end, kind, offer=chosen.partition(":")[2])

    return form(
        translate,
        translate("supervisor.close_title", name=scope_name(view.scope, view.id, view, translate)),
        (
            _scope_field(scopes, translate),
            _reason(translate, public=True),
            *end_fields(translate, open_ended="reopened"),
            *_holders_fields(view, floor, scopes, places, translate),
        ),
        translate("supervisor.close_do"),
        make,
        about=_closed_already(view, floor, translate),
    )


def _closed_already(view: FloorDetails, floor: FloorView, translate: Translator) -> str:
    """That a closing is in force, which one, and that another is one more; empty without one."""
    closing = next(iter(closings_over(view)), None)
    if closing is None:
        return ""
    lasts = lasts_text(closing, view, floor.hall.timezone, translate)
    return translate("supervisor.close_already", what=change_text(closing, view, translate), lasts=lasts)


def open_form(view: FloorDetails, floor: FloorView, translate: Translator) -> Form:
    """Open the service, its agency or the hall although the hours say closed; what somebody closes is opened by
    ``taking_back.reopen_form``."""
    scopes = _scopes(view, translate)

    def make(answers: Answers) -> Change:
        scope, end = scopes[answers["scope"]], _end(answers, view, floor, translate)
        closed = sum(one.opening.code == "closure" for one in _services_of(scope, floor))
        return acts.open_up(scope, answers["reason"], end, closed=closed, day_ended=floor.day_ended)

    return form(
        translate,
        translate("supervisor.open_title", name=scope_name(view.scope, view.id, view, translate)),
        (_scope_field(scopes, translate), _reason(translate, public=False), *end_fields(translate)),
        translate("supervisor.open_do"),
        make,
        about=translate("supervisor.open_about"),
    )


def assign_form(counter: StaffedCounter, view: FloorDetails, floor: FloorView, translate: Translator) -> Form:
    """What a counter serves: the services of its agency, and those that it serves already."""
    label = counter.info.label
    ranks = {prefix: rank for prefix, _name, rank in counter.info.services}
    own = {one.id for group in floor.agencies if group.id == counter.info.agency_id for one in group.services}
    services = [one for one in _services(floor) if one.id in own or one.prefix in ranks]
    ticks = tuple(
        TickField(
            one.id, f"{one.prefix}  {in_language(translate.language, one.name, one.name_en)}", one.prefix in ranks
        )
        for one in services
    )

    def make(answers: Answers) -> Change:
        chosen = [one for one in services if answers[one.id] == YES]
        if not chosen:
            raise WrongAnswer(services[0].id, translate("supervisor.assign_none"))
        also = tuple(one.id for one in chosen if ranks.get(one.prefix, 1) != 1)
        first = tuple(one.id for one in chosen if one.id not in also)
        return acts.assign(label, first, also, answers["reason"], _end(answers, view, floor, translate))

    return form(
        translate,
        translate("supervisor.assign_title", label=label),
        (*ticks, _reason(translate, public=False), *end_fields(translate)),
        translate("supervisor.assign_do"),
        make,
    )


def free_form(counter: StaffedCounter, translate: Translator) -> Form:
    """Whether the clerk of a counter shall be signed out, and what becomes of the number there."""
    info = counter.info
    code = info.ticket_code
    tick = TickField("put_back", translate("supervisor.free_put_back", code=code))

    def make(answers: Answers) -> Change:
        if code and answers["put_back"] != YES:
            raise WrongAnswer("put_back", translate("supervisor.free_wanted", code=code))
        return acts.free(info.label, answers["reason"], put_back=bool(code))

    return form(
        translate,
        translate("supervisor.free_title", label=info.label),
        (
            TextField("reason", translate("supervisor.reason_clerk"), most=TITLE, required=True),
            *((tick,) if code else ()),
        ),
        translate("supervisor.free_do"),
        make,
        about=translate("supervisor.free_about", name=info.clerk_name),
    )


def _scopes(view: FloorDetails, translate: Translator) -> dict[str, Scope]:
    """What the form can be about, the narrowest first."""
    found = [(view.scope, view.id)]
    if view.scope == "service":
        found.append(("agency", view.agency_id))
    if view.whole_hall:
        found.append(("hall", ""))
    return {kind: Scope(kind, target, scope_name(kind, target, view, translate)) for kind, target in found}


def _holders_fields(
    view: FloorDetails, floor: FloorView, scopes: Iterable[str], places: tuple[Option, ...], translate: Translator
) -> tuple[ChoiceField, ...]:
    """What becomes of those who wait, asked of what somebody waits for; and to which of ``places`` they move."""
    agency = view.id if view.scope == "agency" else view.agency_id
    waiting = {
        "agency": sum(one.waiting for one in floor.agencies if one.id == agency),
        "hall": sum(one.waiting for one in floor.agencies),
        view.scope: view.waiting,
    }
    waited_for = tuple(scope for scope in scopes if waiting[scope])
    if not waited_for:
        return ()
    counts = {waiting[scope] for scope in waited_for}
    caption = translate("supervisor.holders_any")
    if len(counts) == 1:
        caption = translate("supervisor.holders", n=counts.pop())
    move = Option(Holders.MOVE, translate("supervisor.holders_move"), translate("supervisor.holders_move_about"))
    holders = (
        Option(Holders.SERVE, translate("supervisor.holders_serve")),
        *(Option(f"{_HOME}{key}", text) for key, text in _home(view, translate)),
        *((move,) if places else ()),
    )
    return (
        ChoiceField("holders", caption, holders, only_with=("scope", waited_for)),
        ChoiceField(
            "to", translate("supervisor.holders_to"), places, required=True, only_with=("holders", (Holders.MOVE,))
        ),
    )


def _scope_field(scopes: dict[str, Scope], translate: Translator) -> ChoiceField:
    options = tuple(Option(kind, one.name) for kind, one in scopes.items())
    return ChoiceField("scope", translate("supervisor.scope"), options)


def _reason(translate: Translator, *, public: bool) -> TextField:
    caption = translate("supervisor.reason_public" if public else "supervisor.reason")
    return TextField("reason", caption, most=TITLE, least=_READABLE if public else 0, required=True)


def _home(view: FloorDetails, translate: Translator) -> list[tuple[str, str]]:
    """Ways to send people home: with nothing, or with an offer."""
    offers = [(one.id, in_language(translate.language, one.name, one.name_en)) for one in view.offers]
    named = [(key, translate("supervisor.holders_home_with", offer=name)) for key, name in offers]
    return [("", translate("supervisor.holders_home")), *named]


def _services(floor: FloorView) -> list[FloorService]:
    return [one for group in floor.agencies for one in group.services]


def _services_of(scope: Scope, floor: FloorView) -> list[FloorService]:
    if scope.kind == "service":
        return [one for one in _services(floor) if one.id == scope.id]
    return [one for group in floor.agencies if scope.kind == "hall" or group.id == scope.id for one in group.services]


def _places(view: FloorDetails, floor: FloorView, translate: Translator) -> tuple[Option, ...]:
    """Where numbers can move: the services of the agency first, closed ones last, and said to be."""
    found = [(one, group) for group in floor.agencies for one in group.services if one.id != view.id]
    found.sort(key=lambda pair: (not pair[0].opening.is_open, pair[1].id != view.agency_id))
    return tuple(service_option(one, group, translate) for one, group in found)


def _end(answers: Answers, view: FloorDetails, floor: FloorView, translate: Translator) -> Lasting:
    return lasting(answers, view.now, ZoneInfo(floor.hall.timezone), translate)
