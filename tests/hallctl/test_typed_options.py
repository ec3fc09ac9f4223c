"""A walk over every option and argument that takes a text: no command breaks, and no terminal obeys what was typed."""

from __future__ import annotations

from datetime import date

import pytest

from hall.errors import SettingsError
from hall.settings import load_settings
from hallctl.main import main
from hallctl.simulate.csv_demand import read_services
from tests.typed_texts import TEXTS, in_turn

COMMANDS = {
    "ticket issue": ("ticket", "issue", "{}"),
    "ticket show": ("ticket", "show", "{}"),
    "ticket cancel": ("ticket", "cancel", "A-001", "--reason", "{}"),
    "ticket hold": ("ticket", "hold", "A-001", "--reason", "{}"),
    "ticket transfer": ("ticket", "transfer", "A-001", "--service", "B", "--note", "{}"),
    "ticket transfer to": ("ticket", "transfer", "A-001", "--service", "{}"),
    "ticket priority": ("ticket", "priority", "A-001", "--reason", "{}"),
    "request id": ("ticket", "issue", "A", "--request-id", "{}"),
    "print at": ("ticket", "issue", "A", "--print", "{}"),
    "counter next": ("counter", "next", "{}"),
    "counter break": ("counter", "break", "7", "--reason", "{}"),
    "counter finish": ("counter", "finish", "7", "--note", "{}"),
    "obstacle": ("counter", "finish", "7", "--outcome", "not_served", "--obstacle", "{}"),
    "booking add": ("booking", "add", "{}", "2099-12-01T10:00"),
    "booking time": ("booking", "add", "A", "{}"),
    "check in": ("booking", "check-in", "{}"),
    "bookings of": ("booking", "export", "--day", "{}"),
    "bookings into": ("booking", "export", "-o", "{}/x.csv"),
    "bookings from": ("booking", "import", "{}"),
    "closure": ("closure", "request", "service", "A", "--reason", "{}"),
    "closure target": ("closure", "request", "service", "{}", "--reason", "ya"),
    "closure scope": ("closure", "request", "{}"),
    "closure until": ("closure", "request", "hall", "--reason", "ya", "--until", "{}"),
    "announce": ("announce", "add", "{}"),
    "announce until": ("announce", "add", "Judul", "--until", "{}"),
    "numbers": ("numbers", "import-manual", "A", "900", "--reason", "{}"),
    "day open": ("day", "open", "{}"),
    "day reason": ("day", "confirm", "--reason", "{}"),
    "user": ("user", "add", "{}", "--name", "Budi", "--pin", "739146"),
    "user name": ("user", "add", "budi", "--name", "{}", "--pin", "739146"),
    "user pin": ("user", "add", "budi2", "--pin", "{}"),
    "user unlock": ("user", "unlock", "{}"),
    "user history": ("user", "history", "{}"),
    "user role": ("user", "add", "x", "--role", "{}", "--pin", "739146"),
    "station": ("station", "pin", "{}", "--pin", "739146"),
    "station unlock": ("station", "unlock", "{}"),
    "printer": ("printer", "status", "{}"),
    "opening": ("opening", "{}"),
    "opening at": ("opening", "A", "--at", "{}"),
    "pack": ("voice", "say", "A-1", "7", "--pack", "{}", "-o", "x.wav"),
    "pack to check": ("voice", "check", "{}"),
    "pack to describe": ("voice", "info", "{}"),
    "database": ("status", "--database", "sqlite:///{}"),
    "server": ("status", "--database", "{}"),
    "configuration": ("status", "--config", "{}"),
    "configuration for the voice": ("voice", "check", "--config", "{}"),
    "drawn into": ("slip", "preview", "A", "-o", "{}/x.png"),
    "said into": ("voice", "say", "A-1", "7", "-o", "{}/x.wav"),
    "simulated day": ("simulate", "--csv", "{}", "--office", "a", "--date", "2024-01-02"),
    "date of a day": ("simulate", "--date", "{}"),
    "applied": ("apply", "{}"),
    "voice": ("voice", "say", "{}", "7", "-o", "x.wav"),
    "voice counter": ("voice", "say", "A-1", "{}", "-o", "x.wav"),
    "audit day": ("audit", "--day", "{}"),
    "unknown command": ("{}",),
}
KINDS = [kind for kind in TEXTS if kind != "decomposed"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_takes_or_refuses_every_text(started, capsys, kind):
    wrong = {}
    main(["ticket", "issue", "A"])
    for name, words in in_turn(COMMANDS, kind).items():
        capsys.readouterr()
        code = main([word.replace("{}", TEXTS[kind]) for word in words])
        said = capsys.readouterr()
        obeyed = [f"U+{ord(sign):04X}" for sign in said.out + said.err if sign in "\0\x1b\u202e"]
        long = len(said.err) > 1500
        if code not in (0, 2, 3, 4) or obeyed or long:
            wrong[name] = (code, obeyed, said.err[:200])
    assert wrong == {}


NUMBERS = {
    "closure approve": ("closure", "approve", "{}"),
    "closure reject": ("closure", "reject", "{}"),
    "closure end": ("closure", "end", "{}"),
    "announce end": ("announce", "end", "{}"),
    "numbers": ("numbers", "import-manual", "A", "{}"),
    "numbers from": ("numbers", "import-manual", "A", "9", "--waiting-from", "{}"),
    "history": ("user", "history", "--count", "{}"),
    "break": ("counter", "break", "7", "--minutes", "{}"),
    "copy": ("slip", "preview", "A", "--copy", "{}"),
    "width": ("slip", "preview", "A", "--width", "{}"),
    "visitors": ("simulate", "--visitors", "{}"),
    "kiosks": ("simulate", "--kiosks", "{}"),
    "workers": ("simulate", "--workers", "{}"),
    "seed": ("simulate", "--seed", "{}"),
    "hours": ("simulate", "--hours", "{}"),
    "priority": ("simulate", "--priority", "{}"),
    "repeat": ("voice", "say", "A-1", "7", "--repeat", "{}", "-o", "x.wav"),
}


@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999", "1" * 5000, "nan"])
def test_a_number_that_no_database_knows_is_refused_in_words(started, capsys, number):
    wrong = {}
    for name, words in NUMBERS.items():
        capsys.readouterr()
        code = main([word.replace("{}", number) for word in words])
        said = capsys.readouterr()
        if code not in (2, 3) or len(said.err) > 1500:
            wrong[name] = (code, said.err[:200])
    assert wrong == {}


@pytest.mark.parametrize("number", ["2147483647", "2147483648", "3000000000"])
@pytest.mark.parametrize("words", [("closure", "approve"), ("closure", "end"), ("announce", "end")])
def test_the_number_of_a_closing_or_an_announcement_has_the_databases_range(started, capsys, words, number):
    known = number == "2147483647"
    assert main([*words, number]) == (3 if known else 2)
    assert ("There is no" in capsys.readouterr().err) is known


HEADER = "office,date,service_id,service,arrived_min,called_min,open_counters\n"


@pytest.mark.parametrize("column", ["office", "service_id", "service", "arrived_min", "open_counters"])
@pytest.mark.parametrize("kind", TEXTS)
def test_every_column_of_a_days_file_is_guarded(tmp_path, column, kind):
    row = {"office": "UD", "date": "2024-01-02", "service_id": "1", "service": "Paspor", "arrived_min": "500"}
    row |= {"called_min": "510", "open_counters": "1"}
    row[column] = TEXTS[kind]
    quoted = ",".join(f'"{value}"' for value in row.values())
    file = tmp_path / "day.csv"
    file.write_text(f"{HEADER}{quoted}\n", encoding="utf-8", newline="")
    problems: tuple[str, ...] = ()
    names: list[str] = []
    try:
        names = [group.name for group in read_services(file, row["office"], date(2024, 1, 2))]
    except SettingsError as error:
        problems = error.problems
    assert bool(problems) is not bool(names)
    assert all(line.isprintable() and len(line) < 600 for line in problems)
    assert all(name.isprintable() and len(name) <= 200 for name in names)


def test_groups_that_look_the_same_are_one(tmp_path):
    file = tmp_path / "day.csv"
    lines = ["UD,2024-01-02,paspor,Paspor,500,510,1", "ud,2024-01-02,PASPOR\u00a0,Paspor,505,515,1"]
    file.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    (group,) = read_services(file, "UD ", date(2024, 1, 2))
    assert len(group.tickets) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_stations_name_on_the_command_line_is_guarded(folder, kind):
    problems: tuple[str, ...] = ()
    name = ""
    try:
        name = load_settings(folder / "config.toml", station=TEXTS[kind]).station_name
    except SettingsError as error:
        problems = error.problems
    assert bool(problems) is (kind not in ("newline", "no width", "selector", "joiner"))
    assert all(line.isprintable() for line in problems)
    assert name.isprintable()


def test_names_are_the_same_in_every_form(started, capsys):
    assert main(["user", "add", "siti", "--name", "Siti", "--pin", "739146"]) == 0
    assert main(["user", "add", "\uff33\uff49ti\u200b", "--pin", "739146"]) == 3
    assert main(["user", "pin", " SITI\u00a0", "--pin", "846291"]) == 0
    assert main(["ticket", "issue", "\uff41"]) == 0
    assert main(["ticket", "show", "\u200bA\u2011001"]) == 0
    assert main(["counter", "show", "LOKET\u20117"]) == 0
    assert main(["announce", "add", "Judul", "--zone", "PODIUM", "--agency", "Disdukcapil", "--kind", "Outage"]) == 0
    assert main(["closure", "request", "Service", "ktp ", "--reason", "Uji"]) == 0
