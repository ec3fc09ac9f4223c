"""A second start of a program rings at the first one, which then shows its window."""

from __future__ import annotations

import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from hall import private

assert sys.platform != "win32"  # there it is qtkit.doorbell_pipe

log = logging.getLogger(__name__)

_PATIENCE_S = 1.0


class Doorbell(QObject):
    """Listens at ``place``, a file that only this program's lock lets it use; ``rung`` when somebody was there.

    A socket of the system: Qt's own (``qtkit.doorbell_pipe``) brings all of its network along, 3 MB of each program.
    """

    rung = Signal()

    def __init__(self, place: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._server: socket.socket | None = None
        try:
            self._server = _listening(place)
        except OSError as error:
            log.warning("a second start will not show this window: %s", error)
            return
        self._visitors = QSocketNotifier(self._server.fileno(), QSocketNotifier.Type.Read, self)
        self._visitors.activated.connect(self._on_connection)

    def close(self) -> None:
        """Stops listening and takes the file away."""
        if self._server is not None:
            self._visitors.setEnabled(False)
            self._server.close()
            self._server = None
            self._place.unlink(missing_ok=True)

    @Slot()
    def _on_connection(self) -> None:
        while self._server is not None:
            try:
                self._server.accept()[0].close()
            except OSError:  # nobody else is there, or has gone again
                return
            self.rung.emit()


def _listening(place: Path) -> socket.socket:
    """Raises OSError."""
    place.unlink(missing_ok=True)  # what a killed program left
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        server.bind(str(place))
        place.chmod(private.FILE)
        private.hand_over(place)
        server.listen()
        server.setblocking(False)
    except OSError:
        server.close()
        raise
    return server


def ring(place: Path) -> bool:
    """Rings at the program that listens at ``place``; whether one answered."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller, suppress(OSError):
        caller.settimeout(_PATIENCE_S)
        caller.connect(str(place))
        return True
    return False
