"""A blind visitor of the sample's hall hears the lists, and has the number of any service within 12 keys and 60 s."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from hall.assets import sample_config
from hall.printing.outcome import PrintOutcome
from hall.settings import load_settings
from hall.store import prepare_store
from hall.views import AgencyView, KioskView, ServiceView
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.spoken_visit import Visitor

SIGNS_A_SECOND = 14
"""So fast espeak-ng reads at 150 words a minute."""
KEY_S = 1.0


class Morning:
    """A clock that stands at the samples' moment."""

    def now(self) -> datetime:
        """The moment."""
        return samples.NOW


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> KioskView:
    """The sample's hall on a Monday morning."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hall') / 'hall.db'}"
    settings = load_settings(sample_config(), database=url, environ={})
    store = prepare_store(url, settings.structure, Morning())
    view = store.fetch(lambda reader: reader.kiosk())
    store.close()
    return view


@pytest.fixture
def visitor(qtbot: QtBot, hall: KioskView) -> Iterator[Visitor]:
    kiosk = Kiosk(qtbot, hall)
    kiosk.start()
    yield Visitor(kiosk)
    kiosk.close()


class Listener:
    """Knows only what was said, and counts keys and the seconds until the wanted words were heard."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.keys, self.seconds = 0, 0.0
        self._said = ""

    def press(self, keys: str) -> str:
        """Presses, and hears what the last of these keys brings."""
        for key in keys:
            self._said = self._visitor.press(key)
            self.keys += 1
            self.seconds += KEY_S
        self._said = f"{self._said}. {self._visitor.ears.latest}"
        return self._said

    def number_of(self, name: str) -> str:
        """Listens until a choice of that name comes."""
        found = re.search(rf"(?:^|[.!?] )(\d+), {re.escape(name.removesuffix('.'))}(?:\.|$)", self._said)
        assert found is not None, f"{name} is not heard in {self._said}"
        self.seconds += found.end() / SIGNS_A_SECOND
        return found[1]


def take(listener: Listener, agency: AgencyView, service: ServiceView) -> str:
    """From the first key to the number; what is said of it."""
    listener.press("*")
    listener.press(listener.number_of(agency.name))
    heard = listener.press("#")
    if len(agency.services) > 1:
        listener.press(listener.number_of(service.name))
        listener.press("#")
    else:
        assert heard.startswith("Ambil nomor")
    return listener.press("#")


def test_every_service_of_the_hall_within_12_keys_and_60_seconds(visitor: Visitor, hall: KioskView):
    services = [(agency, service) for agency in hall.agencies for service in agency.services]
    assert len(services) == 66
    most = 0
    slowest = 0.0
    for agency, service in services:
        listener = Listener(visitor)
        heard = take(listener, agency, service)
        visitor.kiosk.until("ticket")
        assert heard.startswith(f"Nomor antrean Anda: {service.prefix}-"), heard
        assert f"{service.name}, {agency.name}" in heard
        visitor.kiosk.slip_ends(PrintOutcome.PRINTED)
        most, slowest = max(most, listener.keys), max(slowest, listener.seconds)
        assert visitor.press("1#").endswith("Suara dimatikan. Tekan bintang untuk menyalakan lagi")
    assert most <= 12
    assert slowest <= 60
