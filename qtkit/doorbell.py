"""A second start of a program rings at the first one, which then shows its window."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from hall import private

log = logging.getLogger(__name__)

_PATIENCE_MS = 1000


class Doorbell(QObject):
    """Listens at ``place``, a file that only this program's lock lets it use; ``rung`` when somebody was there."""

    rung = Signal()

    def __init__(self, place: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self, socketOptions=QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = _name_of(place)
        QLocalServer.removeServer(name)  # what a killed program left
        if not self._server.listen(name):
            log.warning("a second start will not show this window: %s", self._server.errorString())
        elif sys.platform != "win32":
            place.chmod(private.FILE)
            private.hand_over(place)

    def close(self) -> None:
        """Stops listening and takes the file away."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            guest.disconnectFromServer()
            guest.deleteLater()
            self.rung.emit()


def ring(place: Path) -> bool:
    """Rings at the program that listens at ``place``; whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(_name_of(place))
    answered = socket.waitForConnected(_PATIENCE_MS)
    socket.close()
    return answered


def _name_of(place: Path) -> str:
    """Windows has no such files: there a pipe has the name alone."""
    return place.name if sys.platform == "win32" else str(place)
