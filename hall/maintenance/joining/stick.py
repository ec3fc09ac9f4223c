"""An invitation in a file, for a station without a network yet: everything in it is encrypted by its code.

Nobody counts tries at a file, so its code is a long one, behind scrypt. That it is used once cannot be kept by force:
whoever has both file and code can read it again. It ends after its time by the clock of the machine that reads it.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.frames import PROTOCOL
from hall.maintenance.joining.handed import Handed, handed_of
from hall.maintenance.joining.taking import refuse_version

SUFFIX = ".mppjoin"
LARGEST = 1 << 20
_SALT, _NONCE = 16, 12
_N, _R, _P = 2**16, 8, 1
"""scrypt's work: 64 MiB and some 0.2 s a try."""
_SLACK = timedelta(minutes=10)
"""So far may the clocks of two machines differ."""


def stick_text(handed: Handed, code: str, made: datetime, ends: datetime, random: bytes) -> str:
    """The file; ``random`` are ``RANDOM`` fresh random bytes, the times are aware."""
    head: dict[str, str | int] = {
        "join": PROTOCOL,
        "version": handed.version,
        "station": handed.station,
        "made": made.astimezone(UTC).isoformat(timespec="seconds"),
        "ends": ends.astimezone(UTC).isoformat(timespec="seconds"),
        "random": base64.b64encode(random).decode(),
    }
    sealed = _cipher(code, random).encrypt(random[_SALT:], handed.to_bytes(), _bound(head))
    return json.dumps({**head, "sealed": base64.b64encode(sealed).decode()}, indent=1, ensure_ascii=False) + "\n"


RANDOM = _SALT + _NONCE


def opened_stick(text: str, code: str, now: datetime, version: str) -> Handed:
    """What is in the file. Raises JoinError(BAD_FILE), (VERSIONS), (OVER), (CLOCK) and (WRONG_CODE)."""
    try:
        found = json.loads(text)
        sealed = base64.b64decode(found.pop("sealed"), validate=True)
        random = base64.b64decode(found["random"], validate=True)
        made, ends = (datetime.fromisoformat(found[name]) for name in ("made", "ends"))
        known = len(random) == RANDOM and all(isinstance(found[name], str) for name in ("version", "station"))
        if not known or made.tzinfo is None or ends.tzinfo is None:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        text = "This is no invitation of `hall station invite --file`, or it is damaged; write it again."
        raise JoinError(JoinFault.BAD_FILE, text) from error
    refuse_version(found, version)
    _refuse_time(now, made, ends)
    try:
        return handed_of(_cipher(code, random).decrypt(random[_SALT:], sealed, _bound(found)))
    except InvalidTag as error:
        text = "The code is wrong, or the file was changed; read the code again from the server."
        raise JoinError(JoinFault.WRONG_CODE, text) from error


def _refuse_time(now: datetime, made: datetime, ends: datetime) -> None:
    if now < made - _SLACK:
        text = (
            f"By this machine's clock it is {now:%Y-%m-%d %H:%M} UTC, before the invitation was made "
            f"({made:%Y-%m-%d %H:%M} UTC): set the clock, then join."
        )
        raise JoinError(JoinFault.CLOCK, text)
    if now > ends + _SLACK:
        text = f"The invitation ended at {ends:%Y-%m-%d %H:%M} UTC; write it again on the server."
        raise JoinError(JoinFault.OVER, text)


def _cipher(code: str, random: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(Scrypt(random[:_SALT], 32, _N, _R, _P).derive(code.encode()))


def _bound(head: dict[str, str | int]) -> bytes:
    """The head as it is bound to what is sealed: who changes a time in it has a file that does not open."""
    return json.dumps(head, sort_keys=True).encode()
