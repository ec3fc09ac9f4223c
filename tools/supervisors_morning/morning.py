"""The keys of a morning in the supervisor's window, whoever presses them: a test in the window, or xdotool on a
screen."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from tools.supervisors_morning.stage import CODES, PIN, RINA

FAR = 70
"""Nothing is further away than so many steps of the Tab key."""
TITLE, REASON, OWNER, DONE, PLAN = "Paspor mulai 10.30", "Blangko habis", "Umar Hadi", "Sistem pulih", "Jaringan kedua"
PAPER, SHEET = "rekap.pdf", "rekap.xlsx"
NAME, NEW_PIN = "Siti Rahmawati", "582914"


class Hands(Protocol):
    """Keys in, and where the keyboard is out. Each call returns when the window shows what it did."""

    def press(self, *keys: str) -> None:
        """Presses keys in turn, such as ``F11``, ``Ctrl+U`` or ``Return``."""
        ...

    def type(self, text: str) -> None:
        """Types into whatever has the keyboard."""
        ...

    def at(self) -> str:
        """The name of the part that has the keyboard: a person sees its ring."""
        ...

    def wait(self, seconds: int) -> None:
        """Lets so much of the hall's time pass."""
        ...

    def look(self, state: str) -> None:
        """The window shows a state that is worth a picture."""
        ...


class Morning:
    """Plays a morning with ``hands``, on the hall that ``stage`` has set. ``due`` is a day to come, ``keys`` counts
    the keys besides those of typed texts."""

    def __init__(self, hands: Hands, due: date) -> None:
        self._hands, self._due = hands, due
        self.keys = 0

    def play(self) -> None:
        """All of it, from the sign-in page to the sign-out."""
        for part in (
            self._sign_in, self._read, self._alarms, self._announce, self._close_and_open, self._assign, self._free,
            self._decide, self._whole_hall, self._obstacles, self._plan, self._reports, self._correct,
            self._paper, self._people, self._overview, self._close_day, self._sign_out,
        ):  # fmt: skip
            part()

    def _press(self, *keys: str) -> None:
        self.keys += len(keys)
        self._hands.press(*keys)

    def _to(self, name: str, key: str = "Tab") -> None:
        """Goes on until a part has the keyboard. Raises LookupError when the key does not lead there."""
        for _ in range(FAR):
            if self._hands.at() == name:
                return
            self._press(key)
        raise LookupError(f"{key} does not lead to {name}, but to {self._hands.at()}")

    def _fill(self, *answers: str) -> None:
        """Answers a form field by field; what is empty stays, and keys stand in ``<>``. Enter does it."""
        for place, answer in enumerate(answers):
            if place:
                self._press("Tab")
            if answer.startswith("<"):
                self._press(*answer.strip("<>").split())
            elif answer:
                self._hands.type(answer)

    def _form(self, state: str, *answers: str) -> None:
        self._fill(*answers)
        self._hands.look(state)
        self._press("Return")

    def _button(self, name: str) -> None:
        self._to(name)
        self._press("Space")

    def _details(self, service: str) -> None:
        """Finds a service by its name and opens its details."""
        self._to_table()
        self._press("Ctrl+F")
        self._hands.type(service)
        self._press("Return", "Home", "Down", "Return")

    def _to_table(self) -> None:
        """Leaves details that are open, and forgets what was looked for."""
        for _ in range(3):
            if self._hands.at() == "agencies":
                break
            self._press("Escape")
        self._press("Escape")

    def _sign_in(self) -> None:
        self._hands.look("sign-in")
        self._hands.type(RINA)
        self._press("Tab")
        self._hands.type(PIN)
        self._press("Return")
        self._hands.look("hall")

    def _read(self) -> None:
        self._to("head-name", "Shift+Tab")
        self._to("head-waiting", "Right")
        self._press("Space")
        self._hands.look("sorted")
        self._press("Ctrl+F")
        self._hands.type("paspor")
        self._hands.look("filtered")
        self._press("Escape", "Home", "Return")
        self._hands.look("agency-open")
        self._press("Space")
        self._hands.look("agency-details")
        self._details("perekaman")
        self._hands.look("service-details")
        self._press("Down", "Down", "Down")
        self._to_table()

    def _alarms(self) -> None:
        """The first alarm: people wait for a passport, and nobody is there."""
        self._to("alarms")
        self._hands.look("alarms")
        self._press("Home", "Space")
        self._hands.look("alarm-taken")
        self._press("Space", "Return")
        self._form("alarm-announced")

    def _announce(self) -> None:
        self._press("Ctrl+U")
        self._form("announcement", "", TITLE)
        self._hands.look("announced")
        self._press("Ctrl+U")
        self._form("announcement-ends", "<Down Down>")

    def _close_and_open(self) -> None:
        self._details("kartu keluarga")
        self._button("details-close")
        self._form("close-service", "", REASON, "", "", "pindah", "perekaman")
        self._hands.look("closed")
        self._change("details-end")

    def _change(self, button: str) -> None:
        """Does something with the first row that is not a head."""
        self._to("details", "Shift+Tab")
        self._press("Home", "Down", "Return")
        self._button(button)

    def _assign(self) -> None:
        self._details("pasang baru")
        self._counter("details-assign")
        self._form("assign", "", "<Space>", "", REASON)
        self._hands.look("assigned")
        self._change("details-end")

    def _counter(self, button: str) -> None:
        """Does something with the only counter of a service: its row is above that of the hours and their head."""
        self._press("End", "Up", "Up", "Return")
        self._button(button)

    def _free(self) -> None:
        self._details("pajak bumi")
        self._counter("details-free")
        self._form("free", "Ke loket lain", "<Space>")
        self._hands.look("freed")

    def _decide(self) -> None:
        """The alarm about what a clerk asks for is answered with yes."""
        self._to_table()
        self._to("alarms")
        self._press("End", "Up", "Return")
        self._form("asked")
        self._hands.look("approved")

    def _whole_hall(self) -> None:
        self._press("Ctrl+B")
        self._form("breaks", "<Down>")
        self._hands.look("breaks-kept")
        self._press("Escape")
        self._press("Ctrl+Shift+E")
        self._form("evacuate", "EVAKUASI", "Bau gas")
        self._hands.look("evacuated")
        self._hands.wait(300)
        self._press("Ctrl+Shift+E")
        self._form("evacuation-over", "Aman")

    def _obstacles(self) -> None:
        self._press("Ctrl+2")
        self._hands.look("obstacles")
        for button, *answers in (("assign", OWNER, self._due.isoformat()), ("note", REASON), ("close", DONE)):
            self._button(f"obstacles-{button}")
            self._form(f"incident-{button}", *answers)
        self._hands.look("incident-closed")

    def _plan(self) -> None:
        self._button("obstacles-plan_add")
        self._form("plan", PLAN, self._due.isoformat())
        self._to("obstacles", "Shift+Tab")
        self._press("Home")
        self._hands.look("planned")
        self._button("obstacles-plan_done")
        self._hands.look("plan-done")

    def _reports(self) -> None:
        """The recap of the month before and of this one, and this one on paper and as a workbook."""
        self._press("Ctrl+3", "Home")
        self._hands.look("reports")
        self._press("Alt+Left")
        self._hands.look("reports-before")
        self._press("Alt+Right")
        for key, name in (("Ctrl+P", PAPER), ("Ctrl+S", SHEET)):
            self._press(key, "Ctrl+A")
            self._hands.type(name)
            self._hands.look(f"saving-{name}")
            self._press("Return")
            self._hands.look(f"saved-{name}")
        self._press("Down")
        self._hands.look("reports-second")
        self._press("Return", "Right", "Down")
        self._hands.look("reports-table")

    def _correct(self) -> None:
        """A number that was ended by mistake waits again, and somebody at the door gets one."""
        self._press("Ctrl+4")
        self._hands.type(CODES["done"])
        self._hands.look("found")
        self._press("Return", "Return", "Space")
        self._form("correct", "menunggu", "Salah tekan")
        self._hands.look("corrected")
        self._button("correct-door")
        self._form("door", "", "<Space>", "<End>")
        self._hands.look("given")

    def _paper(self) -> None:
        """Numbers on paper of the second service, which were of another day."""
        self._press("Ctrl+M")
        self._form("import", "<Down>", "52", "51-52")
        self._hands.look("imported")
        self._button("correct-withdraw")
        self._form("withdraw", "", "Buku kemarin")
        self._hands.look("withdrawn")

    def _people(self) -> None:
        self._press("Ctrl+5")
        self._hands.look("people")
        self._person("siti")
        for button, *answers in (
            ("rename", NAME),
            ("pin", NEW_PIN, NEW_PIN),
            ("disable",),
        ):
            self._button(f"people-{button}")
            self._form(f"person-{button}", *answers)
        self._hands.look("person-closed")
        self._press("Space")
        self._person("dewi")
        self._button("people-sign_out")
        self._form("person-sign-out")

    def _person(self, name: str) -> None:
        self._press("Ctrl+F")
        self._hands.type(name)
        self._press("Return")

    def _overview(self) -> None:
        self._press("F11")
        self._hands.look("overview")
        self._press("F11")

    def _close_day(self) -> None:
        self._press("Ctrl+4")
        self._button("correct-close")
        self._form("close-day", "Listrik padam")
        self._hands.look("day-closed")

    def _sign_out(self) -> None:
        self._press("Ctrl+1", "F12")
        self._hands.look("signed-out")
