"""Files that a command writes where it was told to."""

from __future__ import annotations

from pathlib import Path

from hall.errors import DeviceError


def write_file(file: Path, content: bytes) -> None:
    """Write ``content``. Raises DeviceError when the file cannot be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise DeviceError(f"{file} cannot be written: {error.strerror or error}.") from error
