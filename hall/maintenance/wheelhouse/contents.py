"""What is in a wheelhouse: its names, its roles with their Debian packages, and the facts that are written in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hall.errors import DeviceError
from hall.private import quoted

WHEELS, DEBIAN, LOCKS = "wheels", "debian", "requirements"
FACTS, SUMS, PROGRAM_LOCK = "wheelhouse.txt", "SHA256SUMS", "program.lock"


class Role(StrEnum):
    """What a machine is installed as; a hall of one machine is a station and a board."""

    SERVER = "server"
    STATION = "station"
    BOARD = "board"


_PYTHON = ("python3", "python3-venv")
QT = (
    "libbrotli1", "libbz2-1.0", "libdbus-1-3", "libdrm2", "libegl1", "libfontconfig1", "libfreetype6", "libgl1",
    "libglib2.0-0", "libgssapi-krb5-2", "libpulse0", "libstdc++6", "libwayland-client0", "libwayland-cursor0",
    "libwayland-egl1", "libx11-6", "libx11-xcb1", "libxcb-cursor0", "libxcb-glx0", "libxcb-icccm4", "libxcb-image0",
    "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-render0", "libxcb-shape0", "libxcb-shm0",
    "libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1", "libxcb1", "libxext6", "libxkbcommon-x11-0",
    "libxkbcommon0", "libxrandr2", "libzstd1", "zlib1g",
)  # fmt: skip
"""The system libraries that Qt's wheels need; scripts/setup.sh finds the same by ``ldd``."""
_SESSION = ("xserver-xorg", "xauth", "x11-xserver-utils", "openbox", "cage", "xwayland")
_SOUND = ("espeak-ng", "pulseaudio")
_PACKAGES = {
    Role.SERVER: (*_PYTHON, "postgresql"),
    Role.STATION: (*_PYTHON, *QT, *_SESSION, *_SOUND),
    Role.BOARD: (*_PYTHON, *QT, *_SESSION, *_SOUND),
}
_LOCK = {Role.SERVER: "run.lock", Role.STATION: "run.lock", Role.BOARD: "board.lock"}


def packages(role: Role) -> tuple[str, ...]:
    """The Debian packages that a machine of this role is told to install; what they need comes with them."""
    return _PACKAGES[role]


def locks(roles: Iterable[Role]) -> tuple[str, ...]:
    """The lock files whose wheels machines of these roles install."""
    return tuple(sorted({_LOCK[role] for role in roles}))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a wheelhouse is for. ``python`` is the minor version, ``release`` such as "debian 12", and empty together
    with ``architecture`` when it has no Debian packages; ``wheel`` is the file name of the program's own wheel."""

    version: str
    wheel: str
    python: str
    release: str
    architecture: str
    roles: tuple[Role, ...]
    windows: bool
    made: str

    def text(self) -> str:
        """As lines of ``name=value``, which a shell reads as well."""
        rows = {
            "version": self.version, "wheel": self.wheel, "python": self.python, "release": self.release,
            "architecture": self.architecture, "roles": " ".join(self.roles),
            "windows": "yes" if self.windows else "no", "made": self.made,
        }  # fmt: skip
        return "".join(f"{name}={value}\n" for name, value in rows.items())


def read_facts(folder: Path) -> Facts:
    """The facts of the wheelhouse in ``folder``. Raises DeviceError when it is none, or one that was not finished."""
    try:
        lines = (folder / FACTS).read_text("utf-8").splitlines()
        rows = dict(line.split("=", 1) for line in lines if line)
        return Facts(
            rows["version"], rows["wheel"], rows["python"], rows["release"], rows["architecture"],
            tuple(Role(word) for word in rows["roles"].split()), rows["windows"] == "yes", rows["made"],
        )  # fmt: skip
    except (OSError, ValueError, KeyError) as error:
        raise DeviceError(
            f"{folder} is no complete wheelhouse: `hall wheelhouse {quoted(folder)}` writes one."
        ) from error
