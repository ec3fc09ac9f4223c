"""The keyboard of the supervisor's window: its keys, and what several of them do together."""

from __future__ import annotations

from typing import Protocol

FAR = 70
"""Nothing is further away than so many steps of the Tab key."""


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


class Keyboard:
    """Keys pressed by ``hands``; ``count`` are those besides the keys of typed texts."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.count = 0

    def press(self, *keys: str) -> None:
        """Presses keys in turn, and counts them."""
        self.count += len(keys)
        self.hands.press(*keys)

    def to(self, name: str, key: str = "Tab") -> None:
        """Goes on until a part has the keyboard. Raises LookupError when the key does not lead there."""
        for _ in range(FAR):
            if self.hands.at() == name:
                return
            self.press(key)
        raise LookupError(f"{key} does not lead to {name}, but to {self.hands.at()}")

    def fill(self, *answers: str) -> None:
        """Answers a form field by field; what is empty stays, and keys stand in ``<>``. Enter does it."""
        for place, answer in enumerate(answers):
            if place:
                self.press("Tab")
            if answer.startswith("<"):
                self.press(*answer.strip("<>").split())
            elif answer:
                self.hands.type(answer)

    def form(self, state: str, *answers: str) -> None:
        """Answers a form, looks at it as a state, and presses Enter."""
        self.fill(*answers)
        self.hands.look(state)
        self.press("Return")

    def button(self, name: str) -> None:
        """Goes on to a button and presses it."""
        self.to(name)
        self.press("Space")

    def details(self, service: str) -> None:
        """Finds a service by its name and opens its details."""
        self.to_table()
        self.press("Ctrl+F")
        self.hands.type(service)
        self.press("Return", "Home", "Down", "Return")

    def to_table(self) -> None:
        """Leaves details that are open, and forgets what was looked for."""
        for _ in range(3):
            if self.hands.at() == "agencies":
                break
            self.press("Escape")
        self.press("Escape")

    def change(self, button: str) -> None:
        """Does something with the first row that is not a head."""
        self.to("details", "Shift+Tab")
        self.press("Home", "Down", "Return")
        self.button(button)

    def counter(self, button: str) -> None:
        """Does something with the only counter of a service: its row is above that of the hours and their head."""
        self.press("End", "Up", "Up", "Return")
        self.button(button)

    def person(self, name: str) -> None:
        """Finds a member of staff by login."""
        self.press("Ctrl+F")
        self.hands.type(name)
        self.press("Return")
