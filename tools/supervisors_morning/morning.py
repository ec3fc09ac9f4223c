"""The keys of a morning in the supervisor's window, whoever presses them: a test in the window, or xdotool on a
screen."""

from __future__ import annotations

from datetime import date

from tools.supervisors_morning.keyboard import Hands, Keyboard
from tools.supervisors_morning.stage import CODES, PIN, RINA

TITLE, REASON, OWNER, DONE, PLAN = "Paspor mulai 10.30", "Blangko habis", "Umar Hadi", "Sistem pulih", "Jaringan kedua"
PAPER, SHEET = "rekap.pdf", "rekap.xlsx"
NAME, NEW_PIN = "Siti Rahmawati", "582914"


class Morning:
    """Plays a morning with ``hands``, on the hall that ``stage`` has set. ``due`` is a day to come."""

    def __init__(self, hands: Hands, due: date) -> None:
        self._hands, self._due = hands, due
        self.keys = Keyboard(hands)

    def play(self) -> None:
        """All of it, from the sign-in page to the sign-out."""
        for part in (
            self._sign_in, self._read, self._alarms, self._announce, self._close_and_open, self._assign, self._free,
            self._decide, self._whole_hall, self._obstacles, self._plan, self._reports, self._correct,
            self._paper, self._people, self._overview, self._close_day, self._sign_out,
        ):  # fmt: skip
            part()

    def _sign_in(self) -> None:
        self._hands.look("sign-in")
        self._hands.type(RINA)
        self.keys.press("Tab")
        self._hands.type(PIN)
        self.keys.press("Return")
        self._hands.look("hall")

    def _read(self) -> None:
        self.keys.to("head-name", "Shift+Tab")
        self.keys.to("head-waiting", "Right")
        self.keys.press("Space")
        self._hands.look("sorted")
        self.keys.press("Ctrl+F")
        self._hands.type("paspor")
        self._hands.look("filtered")
        self.keys.press("Escape", "Home", "Return")
        self._hands.look("agency-open")
        self.keys.press("Space")
        self._hands.look("agency-details")
        self.keys.details("perekaman")
        self._hands.look("service-details")
        self.keys.press("Down", "Down", "Down")
        self.keys.to_table()

    def _alarms(self) -> None:
        """The first alarm: people wait for a passport, and nobody is there."""
        self.keys.to("alarms")
        self._hands.look("alarms")
        self.keys.press("Home", "Space")
        self._hands.look("alarm-taken")
        self.keys.press("Space", "Return")
        self.keys.form("alarm-announced")

    def _announce(self) -> None:
        self.keys.press("Ctrl+U")
        self.keys.form("announcement", "", TITLE)
        self._hands.look("announced")
        self.keys.press("Ctrl+U")
        self.keys.form("announcement-ends", "<Down Down>")

    def _close_and_open(self) -> None:
        self.keys.details("kartu keluarga")
        self.keys.button("details-close")
        self.keys.form("close-service", "", REASON, "", "", "pindah", "perekaman")
        self._hands.look("closed")
        self.keys.change("details-end")

    def _assign(self) -> None:
        self.keys.details("pasang baru")
        self.keys.counter("details-assign")
        self.keys.form("assign", "", "<Space>", "", REASON)
        self._hands.look("assigned")
        self.keys.change("details-end")

    def _free(self) -> None:
        self.keys.details("pajak bumi")
        self.keys.counter("details-free")
        self.keys.form("free", "Ke loket lain", "<Space>")
        self._hands.look("freed")

    def _decide(self) -> None:
        """The alarm about what a clerk asks for is answered with yes."""
        self.keys.to_table()
        self.keys.to("alarms")
        self.keys.press("End", "Up", "Return")
        self.keys.form("asked")
        self._hands.look("approved")

    def _whole_hall(self) -> None:
        self.keys.press("Ctrl+B")
        self.keys.form("breaks", "<Down>")
        self._hands.look("breaks-kept")
        self.keys.press("Escape")
        self.keys.press("Ctrl+Shift+E")
        self.keys.form("evacuate", "EVAKUASI", "Bau gas")
        self._hands.look("evacuated")
        self._hands.wait(300)
        self.keys.press("Ctrl+Shift+E")
        self.keys.form("evacuation-over", "Aman")

    def _obstacles(self) -> None:
        self.keys.press("Ctrl+2")
        self._hands.look("obstacles")
        for button, *answers in (("assign", OWNER, self._due.isoformat()), ("note", REASON), ("close", DONE)):
            self.keys.button(f"obstacles-{button}")
            self.keys.form(f"incident-{button}", *answers)
        self._hands.look("incident-closed")

    def _plan(self) -> None:
        self.keys.button("obstacles-plan_add")
        self.keys.form("plan", PLAN, self._due.isoformat())
        self.keys.to("obstacles", "Shift+Tab")
        self.keys.press("Home")
        self._hands.look("planned")
        self.keys.button("obstacles-plan_done")
        self._hands.look("plan-done")

    def _reports(self) -> None:
        """The recap of the month before and of this one, and this one on paper and as a workbook."""
        self.keys.press("Ctrl+3", "Home")
        self._hands.look("reports")
        self.keys.press("Alt+Left")
        self._hands.look("reports-before")
        self.keys.press("Alt+Right")
        for key, name in (("Ctrl+P", PAPER), ("Ctrl+S", SHEET)):
            self.keys.press(key, "Ctrl+A")
            self._hands.type(name)
            self._hands.look(f"saving-{name}")
            self.keys.press("Return")
            self._hands.look(f"saved-{name}")
        self.keys.press("Down")
        self._hands.look("reports-second")
        self.keys.press("Return", "Right", "Down")
        self._hands.look("reports-table")

    def _correct(self) -> None:
        """A number that was ended by mistake waits again, and somebody at the door gets one."""
        self.keys.press("Ctrl+4")
        self._hands.type(CODES["done"])
        self._hands.look("found")
        self.keys.press("Return", "Return", "Space")
        self.keys.form("correct", "menunggu", "Salah tekan")
        self._hands.look("corrected")
        self.keys.button("correct-door")
        self.keys.form("door", "", "<Space>", "<End>")
        self._hands.look("given")

    def _paper(self) -> None:
        """Numbers on paper of the second service, which were of another day."""
        self.keys.press("Ctrl+M")
        self.keys.form("import", "<Down>", "52", "51-52")
        self._hands.look("imported")
        self.keys.button("correct-withdraw")
        self.keys.form("withdraw", "", "Buku kemarin")
        self._hands.look("withdrawn")

    def _people(self) -> None:
        self.keys.press("Ctrl+5")
        self._hands.look("people")
        self.keys.person("siti")
        for button, *answers in (
            ("rename", NAME),
            ("pin", NEW_PIN, NEW_PIN),
            ("disable",),
        ):
            self.keys.button(f"people-{button}")
            self.keys.form(f"person-{button}", *answers)
        self._hands.look("person-closed")
        self.keys.press("Space")
        self.keys.person("dewi")
        self.keys.button("people-sign_out")
        self.keys.form("person-sign-out")

    def _overview(self) -> None:
        self.keys.press("F11")
        self._hands.look("overview")
        self.keys.press("F11")

    def _close_day(self) -> None:
        self.keys.press("Ctrl+4")
        self.keys.button("correct-close")
        self.keys.form("close-day", "Listrik padam")
        self._hands.look("day-closed")

    def _sign_out(self) -> None:
        self.keys.press("Ctrl+1", "F12")
        self._hands.look("signed-out")
