"""What a station is given when it joins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from hall.maintenance.joining.errors import JoinError, JoinFault

Role = Literal["kiosk", "counter", "display"]
ROLES: tuple[Role, ...] = ("kiosk", "counter", "display")


@dataclass(frozen=True, slots=True)
class Handed:
    """All that a machine of the hall needs to know.

    ``station`` is its name and ``setup`` the keys of its table [station] as config.toml has them; ``counter`` is the
    label of its counter. ``database_url`` holds the password; ``certificate`` is the text of the file that its
    ``sslrootcert`` names, or empty. ``version`` is the program's, ``language`` the screens'.
    """

    hall: str
    version: str
    station: str
    role: Role
    database_url: str = field(repr=False)
    certificate: str = ""
    counter: str = ""
    language: str = "id"
    setup: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """It as it is encrypted."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def handed_of(data: bytes) -> Handed:
    """What ``to_bytes`` made. Raises JoinError(BROKEN) for anything else."""
    try:
        found = json.loads(data)
        texts = {one.name: found[one.name] for one in fields(Handed)}
    except (ValueError, KeyError, TypeError) as error:
        raise _unread() from error
    setup = texts.pop("setup")
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(setup, dict):
        raise _unread()
    if texts["role"] not in ROLES:
        raise _unread()
    return Handed(**texts, setup=setup)


def _unread() -> JoinError:
    return JoinError(JoinFault.BROKEN, "What the server gave cannot be read; install one version on both machines.")
