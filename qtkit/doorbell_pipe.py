"""The doorbell (``qtkit.doorbell``) of Windows, which has no sockets in its files: a pipe."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_PATIENCE_MS = 1000


class Doorbell(QObject):
    """Listens at the pipe that has the name of ``place``; ``rung`` when somebody was there."""

    rung = Signal()

    def __init__(self, place: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self, socketOptions=QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(place.name):
            log.warning("a second start will not show this window: %s", self._server.errorString())

    def close(self) -> None:
        """Stops listening."""
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
    socket.connectToServer(place.name)
    answered = socket.waitForConnected(_PATIENCE_MS)
    socket.close()
    return answered
