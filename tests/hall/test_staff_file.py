"""Staff as a CSV file: what a line says, and every mistake by its line."""

from __future__ import annotations

import pytest

from hall.access import Role
from hall.errors import Refused
from hall.staff_file import StaffFile, WantedMember, read_staff
from hall.views import UserView

ANI = UserView(1, "ani", "Ani", "supervisor", "")


def agency_id(typed: str) -> str:
    if typed.casefold() != "imigrasi":
        raise Refused("unknown_agency", agency=typed)
    return "imigrasi"


def read(*lines: str, known=(ANI,)) -> StaffFile:
    return read_staff("\n".join(lines).encode(), agency_id, {user.login: user for user in known}, 6)


@pytest.mark.parametrize("first", ["", "sep=;\r\n", "sep=;;;\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_excel_saves_is_read(first, encoding):
    data = f"{first}login;nama;peran\r\nsiti;Siti Déwi;petugas\r\nx;X;tamu\r\n".encode(encoding)
    found = read_staff(data, agency_id, {}, 6)
    assert [one.name for one in found.new] == ["Siti Déwi", "X"]
    assert [problem.line for problem in found.problems] == [3 + bool(first)]


def test_a_file_of_an_office_program_is_read():
    found = read(
        "Login;Nama;Peran;Instansi;PIN",
        "siti;Siti Rahmawati;petugas;;916408",
        "RINA;Rina;Penyelia Instansi;Imigrasi;",
        "# not yet: tono",
        "joko",
        "ani;Ani;supervisor;;",
    )
    assert found.problems == ()
    assert found.new == (
        WantedMember("siti", "Siti Rahmawati", Role.CLERK, pin="916408"),
        WantedMember("rina", "Rina", Role.AGENCY_SUPERVISOR, "imigrasi"),
        WantedMember("joko", "joko", Role.CLERK),
    )
    assert [one.login for one in found.there] == ["ani"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",Siti,,,", "line_needed"),
        ("siti,Siti,boss,,", "line_choice"),
        ("siti,Siti,clerk,imigrasi,", "agency_unneeded"),
        ("siti,Siti,agency_supervisor,,", "agency_needed"),
        ("siti,Siti,agency_supervisor,pajak,", "unknown_agency"),
        ("siti,Siti,,,123456", "pin_common"),
        ("siti,Siti,,,9164", "pin_short"),
        ("joko,Joko,,,", "login_twice"),
        ("ani,Ani,clerk,,", "user_exists"),
        ("siti,Siti,,,,more", "line_long"),
        (f"siti,{'x' * 41},,,", "text_long"),
    ],
)
def test_each_mistake_is_named_with_its_line(line, code):
    found = read("login,name,role,agency,pin", "joko,Joko,,,", line)
    assert [(one.line, one.refusal.code) for one in found.problems] == [(3, code)]


def test_all_mistakes_are_named_at_once():
    found = read("login,role,pin", "siti,boss,1", "joko,clerk,916408", ",,")
    assert [(one.line, one.refusal.code) for one in found.problems] == [(2, "line_choice"), (2, "weak_pin")]


@pytest.mark.parametrize(
    ("text", "code"), [("", "staff_none"), ("login,nama", "staff_none"), ("nama\nSiti", "staff_columns")]
)
def test_a_file_without_people_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.code == code
