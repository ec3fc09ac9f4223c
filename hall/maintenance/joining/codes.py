"""The codes that people type: short ones for the network, where five tries are all, long ones for a file."""

from __future__ import annotations

from collections.abc import Callable

from hall.maintenance.joining.errors import JoinError, JoinFault

ALPHABET = "23456789CFJKMPQRWXY"
"""Nothing here is read as something else (no 0 and O, 1 and I), and of letters that sound alike in Indonesian or
English one is left (M without N, K without H, P without B, D and T)."""
NETWORK = (3, 3)
"""Groups of a code for the network: 19^6, so that five tries find it once in 9.4 million invitations."""
STICK = (4, 4, 4, 4)
"""Of a code for a file, at which anybody who has it may guess for years: 19^16, that is 68 bits, behind scrypt."""


def new_code(groups: tuple[int, ...], choose: Callable[[str], str]) -> str:
    """A code such as ``7K4-9QX``; ``choose`` draws a sign of the alphabet, as ``secrets.choice`` does."""
    return "-".join("".join(choose(ALPHABET) for _ in range(size)) for size in groups)


def read_code(typed: str, groups: tuple[int, ...]) -> str:
    """The code that was typed, in capitals or not, with or without its hyphens. Raises JoinError(NOT_A_CODE): a
    mistake that is seen here costs no try."""
    signs = "".join(sign for sign in typed.upper() if sign not in " -\t")
    if len(signs) != sum(groups):
        sizes = " and ".join(str(size) for size in groups)
        raise JoinError(JoinFault.NOT_A_CODE, f"A code has {sum(groups)} signs, in groups of {sizes}; look again.")
    strange = sorted({sign for sign in signs if sign not in ALPHABET})
    if strange:
        raise JoinError(
            JoinFault.NOT_A_CODE, f"No code has {', '.join(strange)} in it; its signs are {' '.join(ALPHABET)}."
        )
    parts, at = [], 0
    for size in groups:
        parts.append(signs[at : at + size])
        at += size
    return "-".join(parts)
