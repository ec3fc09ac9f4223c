"""What goes wrong when a station joins, at either end."""

from __future__ import annotations

from enum import StrEnum

from hall.errors import HallError


class JoinFault(StrEnum):
    """Why a station did not join; stable, for scripts."""

    WRONG_CODE = "wrong_code"
    USED_UP = "tries_used_up"
    OVER = "invitation_over"
    NOT_REACHED = "server_not_reached"
    BROKEN = "connection_broken"
    STRANGER = "no_invitation_there"
    VERSIONS = "versions_differ"
    NOT_A_CODE = "not_a_code"
    BAD_FILE = "not_an_invitation"
    CLOCK = "clock_wrong"
    INVITED_ALREADY = "invited_already"
    PORT_TAKEN = "port_taken"
    NO_ADDRESS = "no_address"
    UNKNOWN_NAME = "unknown_name"
    ONE_MACHINE = "hall_of_one_machine"
    UNREACHABLE_DATABASE = "database_unreachable"
    NOT_WRITTEN = "not_written"
    KEPT = "configuration_kept"


class JoinError(HallError):
    """A station did not join; ``code`` says why, the text what to do."""

    def __init__(self, code: JoinFault, text: str) -> None:
        self.code = code
        super().__init__(text)
