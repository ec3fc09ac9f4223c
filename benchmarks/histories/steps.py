"""What can be done with a number in each of its states, as the machine of the histories knows it."""

from __future__ import annotations

from collections.abc import Mapping

STEPS = {
    "serve": (("called",), "serving"),
    "finish": (("called", "serving"), "done"),
    "no_show": (("called",), "no_show"),
    "hold": (("called", "serving"), "held"),
}
OPEN = ("waiting", "called", "serving", "held")
ENDS = ("finish", "hold", "transfer")
"""What ends a visit at its counter as one that had begun."""
ALLOWED: Mapping[str, tuple[str, ...]] = {
    **{name: states for name, (states, _) in STEPS.items()},
    "recall": ("called",),
    "call_number": ("waiting", "held"),
    "transfer": ("called", "serving"),
    "transfer_ticket": ("waiting", "called", "serving", "held"),
    "hold_ticket": ("waiting", "called", "serving"),
    "release": ("held",),
    "cancel": ("waiting", "held"),
    "restore": ("cancelled",),
    "return_late": ("no_show", "done", "ended"),
    "set_priority": OPEN,
    "slip_missing": (*OPEN, "done", "no_show", "ended", "cancelled"),
}
"""The states in which a request is done."""
