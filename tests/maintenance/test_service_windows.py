"""Tasks for Windows' Task Scheduler by Microsoft's schema, and the script that makes a shortcut."""

from __future__ import annotations

import importlib
import re
from codecs import BOM_UTF8, BOM_UTF16_LE
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hall.maintenance.services.here import WINDOWS_PLACES, windows_account
from hall.maintenance.services.planning import Plan
from hall.maintenance.services.roles import BACKUP, DRILL, METRICS, PROGRAMS, Installation, Role
from hall.maintenance.services.windows import NAMESPACE, windows_plan
from tests.maintenance.service_samples import ODD_STATION, ODD_WINDOWS, WINDOWS, windows_words

JOBS = (BACKUP, DRILL, METRICS)
NAMES = {"t": NAMESPACE}
lxml: Any = importlib.import_module("lxml.etree")


@pytest.fixture(scope="module")
def schema() -> Any:
    return lxml.XMLSchema(lxml.parse(str(Path(__file__).with_name("task_scheduler.xsd"))))


def plan_of(role: Role, installation: Installation = WINDOWS, station: str = "papan-1", account: str = "") -> Plan:
    return windows_plan(role, station, installation, WINDOWS_PLACES, JOBS if role is Role.BACKUP else (), account)


def tasks(plan: Plan) -> dict[str, bytes]:
    return {file.path.stem: file.content for file in plan.files if file.path.suffix == ".xml"}


def root_of(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


@pytest.mark.parametrize("account", ["", r"MPP-PC\loket"])
@pytest.mark.parametrize("installation", [WINDOWS, ODD_WINDOWS], ids=["usual", "odd"])
@pytest.mark.parametrize("role", Role)
def test_a_task_is_valid_by_the_schema(schema, role, installation, account) -> None:
    found = tasks(plan_of(role, installation, ODD_STATION, account))
    assert len(found) == (3 if role is Role.BACKUP else 1)
    for content in found.values():
        schema.assertValid(lxml.fromstring(content))


def test_the_schema_refuses_what_stands_in_another_order(schema) -> None:
    (content,) = tasks(plan_of(Role.DISPLAY)).values()
    text = content.decode("utf-16")
    moved = re.sub(r"(<Enabled>true</Enabled>)(\s*)(<StartBoundary>.*?</StartBoundary>)", r"\3\2\1", text)
    assert moved != text
    assert not schema.validate(lxml.fromstring(moved.encode("utf-16")))


def test_a_task_is_text_as_schtasks_reads_it() -> None:
    for content in tasks(plan_of(Role.BACKUP)).values():
        assert content.startswith(BOM_UTF16_LE)
        text = content.decode("utf-16")
        assert text.startswith('<?xml version="1.0" encoding="UTF-16"?>\r\n')
        assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("role", PROGRAMS)
def test_a_program_starts_at_logon_is_looked_at_each_minute_and_never_ended(role) -> None:
    (content,) = tasks(plan_of(role, account=r"MPP-PC\loket")).values()
    root = root_of(content)
    triggers = [one.tag.partition("}")[2] for one in root.find("t:Triggers", NAMES)]
    assert triggers == ["LogonTrigger", "TimeTrigger"]
    assert root.findtext(".//t:Repetition/t:Interval", namespaces=NAMES) == "PT1M"
    assert root.find(".//t:Repetition/t:Duration", NAMES) is None, "it goes on for ever"
    wanted = {
        "MultipleInstancesPolicy": "IgnoreNew", "ExecutionTimeLimit": "PT0S", "DisallowStartIfOnBatteries": "false",
        "StopIfGoingOnBatteries": "false", "Priority": "5",
    }  # fmt: skip
    assert {name: root.findtext(f"t:Settings/t:{name}", namespaces=NAMES) for name in wanted} == wanted
    assert root.findtext(".//t:RunLevel", namespaces=NAMES) == "LeastPrivilege"
    assert {one.text for one in root.iterfind(".//t:UserId", NAMES)} == {r"MPP-PC\loket"}


@pytest.mark.parametrize("role", PROGRAMS)
def test_a_task_starts_the_program_as_its_station_whatever_the_paths_are_called(role) -> None:
    (content,) = tasks(plan_of(role, ODD_WINDOWS, ODD_STATION)).values()
    root = root_of(content)
    command, arguments = (root.findtext(f".//t:{name}", namespaces=NAMES) for name in ("Command", "Arguments"))
    assert command == rf"{ODD_WINDOWS.programs}\mpp-{role}.exe"
    assert windows_words(arguments or "") == ["--config", str(ODD_WINDOWS.config), "--station", ODD_STATION]


def test_work_by_the_clock_shows_no_console() -> None:
    for name, content in tasks(plan_of(Role.BACKUP)).items():
        command = root_of(content).findtext(".//t:Command", namespaces=NAMES)
        assert command == r"C:\mpp\current\Scripts\pythonw.exe", name


def test_work_by_the_clock_has_its_time() -> None:
    found = {name: root_of(content) for name, content in tasks(plan_of(Role.BACKUP)).items()}
    times = {name: root.findtext(".//t:StartBoundary", namespaces=NAMES) for name, root in found.items()}
    assert times["mpp-backup"].endswith("T21:30:00")
    assert times["mpp-drill"].endswith("T22:30:00")
    assert found["mpp-backup"].findtext(".//t:DaysInterval", namespaces=NAMES) == "1"
    assert found["mpp-drill"].findtext(".//t:Day", namespaces=NAMES) == "1"
    assert len([*found["mpp-drill"].iterfind(".//t:Months/*", NAMES)]) == 12
    assert found["mpp-metrics"].findtext(".//t:Interval", namespaces=NAMES) == "PT5M"


def test_the_script_makes_the_shortcut_that_a_removal_takes_away() -> None:
    plan = plan_of(Role.DISPLAY, ODD_WINDOWS, ODD_STATION)
    (script,) = (file.content for file in plan.files if file.path.suffix == ".ps1")
    assert script.startswith(BOM_UTF8), "without it Windows' own PowerShell reads the system's code page"
    texts = powershell_texts(script.decode("utf-8-sig"))
    assert texts["CreateShortcut"] == str(plan.made[0])
    assert texts["TargetPath"] == rf"{ODD_WINDOWS.programs}\mpp-display.exe"
    assert windows_words(texts["Arguments"])[-1] == ODD_STATION
    assert windows_words(texts["Arguments"])[1] == str(ODD_WINDOWS.config)


def powershell_texts(script: str) -> dict[str, str]:
    """The texts of a script by what they are given to; a text ends at a single quote of any kind that is not doubled
    (about_Quoting_Rules)."""
    quote = "['\u2018\u2019\u201a\u201b]"
    found = re.findall(rf"(\w+)(?: = |\(){quote}((?:[^'\u2018-\u201b]|{quote}{quote})*){quote}\)?\r\n", script)
    return {name: re.sub(rf"({quote}){quote}", r"\1", text) for name, text in found}


def test_every_task_is_made_once_and_taken_away() -> None:
    for role in Role:
        plan = plan_of(role)
        made = [command[3] for command in plan.commands if command[:2] == ("schtasks", "/Create")]
        deleted = [command[3] for command in plan.before_removal if command[:2] == ("schtasks", "/Delete")]
        assert made == deleted == [rf"\MPP\{name}" for name in tasks(plan)]


def test_the_account_is_named_as_the_task_scheduler_names_it() -> None:
    assert windows_account({"USERNAME": "loket", "USERDOMAIN": "MPP-PC"}) == r"MPP-PC\loket"
    assert (windows_account({"USERNAME": "loket"}), windows_account({})) == ("loket", "")
