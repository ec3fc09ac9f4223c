"""What a service publishes comes through the database to the kiosk, and so do the numbers that are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.errors import Refused
from hall.forms import KioskForm
from hall.opening import Opening
from hall.standard import ServiceStandard
from hall.store.views.kiosk_query import best_opening, card_opening
from tests.board_words import call
from tests.hall_samples import BY
from tests.kiosk import kiosk_samples as samples

STANDARD = ServiceStandard("Gratis", "Free", ("Periksa",), ("Check",), "Kartu", "Card", "Loket 1", "Counter 1")
KIOSK = KioskForm(attract=True, ask_papers=True, complaints="Meja 1", complaints_en="Desk 1")


def published(structure):
    services = tuple(
        replace(one, requirements=("KTP",), requirements_en=("ID card",), ask_papers=False, standard=STANDARD)
        if one.prefix == "A"
        else one
        for one in structure.services
    )
    return replace(structure, hall=replace(structure.hall, kiosk=KIOSK), services=services)


def service(store, prefix):
    with store.read() as view:
        return next(one for one in view.services() if one.prefix == prefix)


def test_what_a_service_publishes_is_shown_at_the_kiosk(store, structure):
    store.run(lambda work: work.hall.apply(published(structure), BY))

    shown = service(store, "A")
    assert (shown.requirements, shown.requirements_en, shown.ask_papers) == (("KTP",), ("ID card",), False)
    assert shown.standard == STANDARD
    assert service(store, "B").ask_papers is None
    with store.read() as view:
        assert view.kiosk().hall.kiosk == KIOSK


def test_apply_says_what_of_it_differs_and_nothing_the_second_time(store, structure):
    wanted = published(structure)
    changes = store.run(lambda work: work.hall.apply(wanted, BY))

    said = {one.kind: one.detail for one in changes}
    assert set(said) == {"hall", "service"}
    assert "standard.tariff" in said["service"]
    assert "kiosk.attract" in said["hall"]
    assert store.run(lambda work: work.hall.apply(wanted, BY)) == ()


def test_the_kiosk_reads_who_is_called_or_served_the_newest_first(staffed):
    made = [call(staffed) for _ in range(3)]
    with staffed.read() as view:
        assert [one.seq for one in view.running_calls("", 4)] == [made[-1].seq]
        with pytest.raises(Refused):
            view.running_calls("nowhere", 4)


def test_before_the_first_number_nobody_is_called(store):
    with store.read() as view:
        assert view.running_calls("", 4) == ()


def test_a_card_says_when_numbers_are_given_again_today_rather_than_that_one_quota_is_used_up():
    used = replace(samples.OPEN, code="quota")
    assert card_opening([used, samples.BREAK]) == samples.BREAK
    assert card_opening([used, samples.TOMORROW]) == used
    assert card_opening([used, samples.OPEN]) == samples.OPEN
    cutoff = Opening(True, "cutoff", samples.LOCAL)
    assert card_opening([cutoff, samples.BREAK]) == best_opening([cutoff, samples.BREAK]) == cutoff
