"""Writes docs/lifecycle.md from ``hall.lifecycle``: run it after a change of the table; a test compares both."""

from __future__ import annotations

from pathlib import Path

from hall.lifecycle import AT_COUNTER, BEGINNINGS, CORRECTABLE, OPEN_STATES, TABLE, UNDOABLE, Action, State, after
from hall.messages import member_text
from hall.translator import ENGLISH, INDONESIAN

PAGE = Path(__file__).resolve().parents[1] / "docs" / "lifecycle.md"


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_table(), "", *_groups(), "", *_words(), ""])


_HEAD = """# The life of a ticket

Generated from `hall/lifecycle.py` by `tools/lifecycle_page.py`. A cell names the state that follows; an empty one
means that the action is refused with a message (`wrong_state` in `assets/messages/`, in Indonesian and English).

    printing -> waiting -> called -> serving -> done
                  ^ ^ ^      | | \\        | \\-> held, or waiting again (transfer)
                  | | \\-held-/ |  \\-> waiting again (transfer)
                  | |          \\-> no_show, and done by mistake -> waiting again: "late, but here"
                  | \\-- cancelled -> waiting again: "cancelled, but here"
                  \\-- a booking that checks in, a manual number that is imported
"""


def _table() -> list[str]:
    states = list(State)
    lines = ["| action | " + " | ".join(f"in {state}" for state in states) + " |", "|---" * (len(states) + 1) + "|"]
    for action in Action:
        if any((state, action) in TABLE for state in states):
            lines.append(f"| `{action}` | " + " | ".join(after(state, action) or "" for state in states) + " |")
    return lines


def _groups() -> list[str]:
    return [
        f"- Made by: {_list(BEGINNINGS)}.",
        f"- At a counter, one ticket each: {_list(AT_COUNTER)}.",
        f"- Ended when the business day closes: {_list(OPEN_STATES)}.",
        f"- Taken back by `undo`, which leads to the state before: {_list(UNDOABLE)}.",
        "  Only a counter's last ten actions, the latest first, and only while nobody else has acted on the ticket;",
        "  a recall does not prevent it.",
        "- Corrected by `correct`, with a reason (decision 039):",
        *(f"  {state} to {_list(to - {state})};" for state, to in CORRECTABLE.items() if to - {state}),
        "  the same state, where only the service or the outcome is wrong.",
    ]


def _list(members: frozenset[State] | frozenset[Action]) -> str:
    return ", ".join(f"`{member}`" for member in sorted(members))


def _words() -> list[str]:
    lines = ["| in the code | Indonesian | English |", "|---|---|---|"]
    for member in (*State, *Action):
        indonesian, english = (member_text(member, translate) for translate in (INDONESIAN, ENGLISH))
        lines.append(f"| `{member}` ({type(member).__name__.lower()}) | {indonesian} | {english} |")
    return lines


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
