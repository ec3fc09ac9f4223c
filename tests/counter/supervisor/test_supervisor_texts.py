"""The texts of the supervisor's window."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import counter.supervisor
from counter.desk.state import DeskNotice
from counter.desk.texts import notice_text
from counter.supervisor.state import SupervisorState, alarm_key
from counter.supervisor.texts import day_text, figures, last_numbers_text, stale_text, status_texts
from hall.assets import asset
from hall.estimating.quality import HeldView
from hall.translator import Translator
from hall.views import AlarmView
from tests.counter.supervisor.conftest import AWAY, in_hall
from tools.supervisor import samples

ID, EN = Translator("id"), Translator("en")


def test_no_text_is_left_over():
    code = "\n".join(path.read_text("utf-8") for path in Path(counter.supervisor.__file__).parent.rglob("*.py"))
    stems = (
        *("figure_", "head_", "state_", "station_", "health_", "agencies_", "sort", "tab_", "role_", "people_"),
        *("correct_", "alarm_", "announcing_", "obstacles_", "until_", "details_", "change_", "said_", "breaks_"),
        *("no_start.", "second_start."),  # qtkit.start
    )
    for key in json.loads(asset("messages/id/supervisor.json").read_text("utf-8")):
        name = key.removeprefix("supervisor.")
        assert name.startswith(stems) or re.search(rf"supervisor\.{name}\b", code), key


def test_the_figures_of_the_reference_morning():
    shown = figures(samples.busy(), ID)
    assert [(one.value, one.unit) for one in shown.values()] == [
        ("86", "orang"),
        ("23", "dari 27 loket buka"),
        ("214", "kunjungan"),
        ("14", "menit"),
        ("9", "4 %"),
    ]


def test_a_day_without_visits_has_no_mean_and_no_share():
    shown = figures(samples.empty(), EN)
    assert (shown["mean"].value, shown["mean"].unit) == ("–", "")
    assert (shown["no_show"].value, shown["no_show"].unit) == ("0", "")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (in_hall(), ("Tersambung", "Hari layanan dibuka 07.21", "Pengambilan nomor terakhir 15.30")),
        (
            in_hall(samples.empty()),
            ("Tersambung", "Hari layanan belum dibuka", "Nomor tidak diberikan lagi hari ini"),
        ),
        (SupervisorState(), ("Membaca keadaan aula…", "", "")),
        (SupervisorState(link=AWAY), ("Terputus, mencoba lagi…", "", "")),
    ],
)
def test_the_status_line(state, said):
    assert status_texts(state, ID) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (22, "Hari layanan dibuka 07.21 · Perkiraan kemarin: 83 dari 100 tepat"),
        (20, "Hari layanan dibuka 07.21 · Perkiraan Jum, 20 Nov: 83 dari 100 tepat"),
    ],
)
def test_the_status_line_says_how_many_estimates_of_the_last_day_held(day, said):
    view = replace(samples.busy(), estimates_held=HeldView(date(2026, 11, day), 83))
    assert status_texts(in_hall(view), ID)[1] == said


def test_a_day_of_yesterday_is_named():
    view = samples.later(samples.busy(), timedelta(days=1).total_seconds())
    assert status_texts(in_hall(view), ID)[1] == "Hari layanan Senin, 23 November 2026"


def test_without_the_database_the_window_says_how_old_its_figures_are():
    assert stale_text(in_hall(link=AWAY), ID).startswith("Keadaan pukul 10.42.")
    assert stale_text(in_hall(), ID) == ""


def test_an_alarm_that_grows_stays_the_same_alarm():
    def unattended(prefix: str, count: int) -> AlarmView:
        return AlarmView("alarm_unattended", (("prefix", prefix), ("service", "Paspor"), ("count", count)))

    assert alarm_key(unattended("H", 3)) == alarm_key(unattended("H", 9))
    assert alarm_key(unattended("H", 3)) != alarm_key(unattended("J", 3))


def test_a_notice_counts_one_number_and_several():
    notice = DeskNotice("supervisor.said_closed_move", (("name", "Samsat"), ("to", "H"), ("n", "1")))
    assert notice_text(notice, EN) == "Samsat is closed; 1 number was moved to H and stays there."
    several = replace(notice, params=(("name", "Samsat"), ("to", "H"), ("n", "2")))
    assert notice_text(several, EN) == "Samsat is closed; 2 numbers were moved to H and stay there."


def test_before_the_day_is_open_it_is_said_how_it_opens():
    view = replace(samples.empty(), last_numbers_until=samples.at(15, 30))
    assert day_text(view, ID) == "Hari layanan belum dibuka"
    assert last_numbers_text(view, ID) == "Dibuka dengan nomor pertama, atau di Koreksi"
    assert last_numbers_text(replace(view, whole_hall=False), ID) == "Dibuka dengan nomor pertama"
    ended = replace(view, day_ended=True)
    assert day_text(ended, ID) == "Hari layanan sudah ditutup"
    assert last_numbers_text(ended, ID) == "Nomor tidak diberikan lagi hari ini"


@pytest.mark.parametrize("translate", [ID, EN], ids=["id", "en"])
def test_a_hall_that_is_opened_over_its_hours_is_said_once(translate):
    view = replace(samples.busy(), hall_opened=True)
    assert day_text(view, translate).startswith(day_text(samples.busy(), translate) + " · ")
