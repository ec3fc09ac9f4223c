"""Staff as a CSV file: who shall be able to sign in, with every mistake by its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from hall.access import Role
from hall.csv_lines import LineProblem, Tries, columns_of, lines_of, said_of
from hall.errors import Refused
from hall.guessing import too_easy
from hall.identifiers import key_of
from hall.text_rules import name_of
from hall.views import UserView

LOGIN, NAME, ROLE, AGENCY, PIN = "login", "nama", "peran", "instansi", "pin"
COLUMNS = (LOGIN, NAME, ROLE, AGENCY, PIN)
_KNOWN = {name: name for name in COLUMNS} | {"name": NAME, "role": ROLE, "agency": AGENCY}
_ROLES = {
    **{str(role): role for role in (Role.CLERK, Role.SUPERVISOR, Role.AGENCY_SUPERVISOR)},
    **{"petugas": Role.CLERK, "penyelia": Role.SUPERVISOR, "penyelia instansi": Role.AGENCY_SUPERVISOR},
}


@dataclass(frozen=True, slots=True)
class WantedMember:
    """A member of staff as a line says it; ``agency`` is an id, an empty ``pin`` leaves the first one to chance."""

    login: str
    name: str
    role: Role
    agency: str = ""
    pin: str = field(default="", repr=False)

    def is_there(self, user: UserView) -> bool:
        """Whether ``user`` is the same person with the same role: the line changes nothing, the PIN neither."""
        return (self.name, str(self.role), self.agency) == (user.name, user.role, user.agency)


@dataclass(frozen=True, slots=True)
class StaffFile:
    """Who is ``new`` and who is ``there`` already, and what is wrong; only a file without a problem is taken in."""

    new: tuple[WantedMember, ...]
    there: tuple[WantedMember, ...]
    problems: tuple[LineProblem, ...]


def read_staff(
    data: bytes, agency_id: Callable[[str], str], known: Mapping[str, UserView], pin_digits: int
) -> StaffFile:
    """What a file says; ``agency_id`` finds an agency by its id, or raises Refused, ``known`` are those who can sign in
    by the keys of their logins. Raises Refused("staff_none") for an empty file, ("staff_columns") where one is missing,
    and as ``hall.csv_lines`` does."""
    lines = lines_of(data)
    if len(lines) < 2:
        raise Refused("staff_none")
    columns = columns_of(lines[0][1], _KNOWN)
    if LOGIN not in columns:
        raise Refused("staff_columns", columns=LOGIN)
    found: dict[str, WantedMember] = {}
    problems: list[LineProblem] = []
    for number, cells in lines[1:]:
        tries = Tries()
        said: dict[str, str] = tries.read(partial(said_of, cells, columns), {})
        if not tries.problems:
            one = _read(said, tries, agency_id, pin_digits)
            _refuse_known(one, found, known, tries)
            found[one.login] = one
        problems += [LineProblem(number, refusal) for refusal in tries.problems]
    there = tuple(one for one in found.values() if one.login in known)
    return StaffFile(tuple(one for one in found.values() if one.login not in known), there, tuple(problems))


def _read(said: Mapping[str, str], tries: Tries, agency_id: Callable[[str], str], pin_digits: int) -> WantedMember:
    if LOGIN not in said:
        tries.problems.append(Refused("line_needed", column=LOGIN))
    login = tries.read(lambda: key_of(name_of(said[LOGIN])), "") if LOGIN in said else ""
    role = tries.read(lambda: _role(said.get(ROLE, "")), Role.CLERK)
    agency = tries.read(lambda: agency_id(said[AGENCY]), "") if AGENCY in said else ""
    if (role is Role.AGENCY_SUPERVISOR) is (AGENCY not in said):
        tries.problems.append(Refused("agency_needed" if AGENCY not in said else "agency_unneeded"))
    pin = said.get(PIN, "")
    weak = too_easy(pin, login, pin_digits) if pin else None
    tries.problems += [weak] if weak is not None else []
    return WantedMember(login, tries.read(lambda: name_of(said.get(NAME) or login or "-"), ""), role, agency, pin)


def _refuse_known(
    one: WantedMember, found: Mapping[str, WantedMember], known: Mapping[str, UserView], tries: Tries
) -> None:
    if one.login and one.login in found:
        tries.problems.append(Refused("login_twice", login=one.login))
    elif one.login in known and not one.is_there(known[one.login]):
        tries.problems.append(Refused("user_exists", login=one.login))


def _role(text: str) -> Role:
    if not text:
        return Role.CLERK
    found = _ROLES.get(" ".join(key_of(text).split()))
    if found is None:
        raise Refused("line_choice", text=text, column=ROLE, known=", ".join(_ROLES))
    return found
