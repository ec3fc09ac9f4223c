"""What is asked about a member of staff."""

from __future__ import annotations

from counter.supervisor.forms import form, named_option
from counter.supervisor.people import acts
from counter.supervisor.people.reading import Person
from hall.access import STAFF, Role, sees_the_hall
from hall.text_rules import NAME
from hall.translator import Translator
from hall.views import FloorAgency
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import ChoiceField, TextField

_PIN_MOST = 12
NO_AGENCY = "-"


def role_form(person: Person, agencies: tuple[FloorAgency, ...], translate: Translator) -> Form:
    """Another role, of an agency where the role has one. A supervisor of the hall is made on the command line."""
    user = person.user
    roles = tuple(
        Option(role.value, translate(f"supervisor.role_{role.value}")) for role in STAFF if role is not Role.SUPERVISOR
    )
    of = (
        Option(NO_AGENCY, translate("supervisor.people_no_agency")),
        *(named_option(one.id, one, translate) for one in agencies),
    )

    def make(answers: Answers) -> acts.Change:
        agency = "" if answers["agency"] == NO_AGENCY else answers["agency"]
        if (answers["role"] == Role.AGENCY_SUPERVISOR) != bool(agency):
            raise WrongAnswer("agency", translate("supervisor.people_agency_wanted"))
        return acts.set_role(user.login, user.name, answers["role"], agency)

    return form(
        translate,
        translate("supervisor.people_role_title", name=user.name),
        (
            ChoiceField("role", translate("supervisor.people_role"), roles, user.role),
            ChoiceField("agency", translate("supervisor.people_agency"), of, user.agency or NO_AGENCY),
        ),
        translate("supervisor.people_role_do"),
        make,
        about=translate("supervisor.people_role_about"),
    )


def rename_form(person: Person, translate: Translator) -> Form:
    """Another name."""
    user = person.user
    field = TextField("name", translate("supervisor.people_name"), user.name, most=NAME, required=True)
    return form(
        translate,
        translate("supervisor.people_rename_title", login=user.login),
        (field,),
        translate("supervisor.people_rename_do"),
        lambda answers: acts.rename(user.login, answers["name"]),
        about=translate("supervisor.people_rename_about"),
    )


def pin_form(person: Person, translate: Translator) -> Form:
    """A new PIN, typed twice."""
    user = person.user

    def make(answers: Answers) -> object:
        if answers["pin"] != answers["again"]:
            raise WrongAnswer("again", translate("supervisor.people_pin_differs"))
        return acts.new_pin(user.login, user.name, answers["pin"])

    fields = tuple(
        TextField(name, translate(f"supervisor.people_{key}"), most=_PIN_MOST, required=True, secret=True)
        for name, key in (("pin", "pin"), ("again", "pin_again"))
    )
    return form(
        translate,
        translate("supervisor.people_pin_title", name=user.name),
        fields,
        translate("supervisor.people_pin_do"),
        make,
        about=translate("supervisor.people_pin_about"),
    )


def disable_form(person: Person, translate: Translator) -> Form:
    """Whether somebody shall be shut out."""
    user = person.user
    return form(
        translate,
        translate("supervisor.people_disable_title", name=user.name),
        (),
        translate("supervisor.people_disable_do"),
        lambda _answers: acts.disable(user.login, user.name),
        about=translate("supervisor.people_disable_about"),
        grave=True,
    )


def sign_out_form(person: Person, translate: Translator) -> Form:
    """Whether somebody shall be signed out of their counter, and of a window like this one."""
    user = person.user
    title = "people_sign_out_title" if person.counter else "people_sign_out_window_title"
    abouts = ("people_sign_out_about" if person.counter else "", "people_sign_out_window" * sees_the_hall(user.role))
    return form(
        translate,
        translate(f"supervisor.{title}", name=user.name, label=person.counter),
        (),
        translate("supervisor.people_sign_out_do"),
        lambda _answers: acts.sign_out(user.login, user.name),
        about=" ".join(translate(f"supervisor.{about}") for about in abouts if about),
    )
