"""Whether a file lies on a network share, where SQLite's locks and its write-ahead log cannot be trusted."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from hall.errors import StoreUnavailable

_SHARES = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "ncpfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "ocfs2",
        "gfs2",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.ceph",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.s3fs",
    ]
)
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPE = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4
"""What Windows' GetDriveTypeW answers for a network drive."""


def refuse_network_share(path: Path, mounts: str | None = None) -> None:
    """Refuse a SQLite file (absolute ``path``) on a network share.

    ``mounts`` replaces the text of Linux' ``/proc/self/mountinfo``; what cannot be found out is allowed. Raises
    StoreUnavailable.
    """
    kind = _share_on_windows(path) if sys.platform == "win32" else _share_on_linux(path, mounts)
    if kind:
        raise StoreUnavailable(
            f"the database file {path} lies on a network share ({kind}), where SQLite can lose numbers; put the file "
            "on a local disk, or use Postgres (postgresql://user:password@host/name)"
        )


def _share_on_linux(path: Path, mounts: str | None) -> str:
    """The file system of the share that ``path`` lies on; empty for a local one, or an unknown one."""
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    place, found = path.resolve(), (-1, "")
    for line in mounts.splitlines():
        before, separator, behind = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(_ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields[4]))
        # The last of equally deep mounts lies on top.
        if place.is_relative_to(point) and len(point.parts) >= found[0]:
            found = (len(point.parts), behind.split(" ")[0])
    return found[1] if found[1] in _SHARES else ""


def _share_on_windows(path: Path) -> str:
    """``network drive`` for a UNC path or a letter that stands for one; empty for a local drive."""
    drive = path.resolve().drive
    if drive.startswith("\\\\"):
        return "network drive"
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined, unused-ignore]
    return "network drive" if kind == _REMOTE_DRIVE else ""
