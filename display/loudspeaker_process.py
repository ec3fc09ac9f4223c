"""The loudspeaker in a process of its own, ``python -m display.loudspeaker_process``: what breaks it breaks no board.

Qt's sound aborts its process when PulseAudio ends, and sees no sound server that came later than the process
(docs/decisions/018). Orders come on stdin, facts go to stdout, as ``display.sound_lines`` says.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from display.loudspeaker import Loudspeaker
from display.sound_lines import Began, Ended, PlayCommand, SoundHealth, StopCommand, next_order, told_line


class Orders(QObject):
    """Reads the board's orders in a thread; when they end the process ends there and then, and its sound with it.

    A thread, because Windows cannot wait for a pipe and for Qt at once; and because a main thread that hangs in the
    sound system must not speak on for a board that was killed.
    """

    play_ordered = Signal(object)
    stop_ordered = Signal()

    def start(self) -> None:
        """Reads from now on."""
        threading.Thread(target=self._read, name="orders", daemon=True).start()

    def _read(self) -> None:
        with open(0, "rb", closefd=False) as file:
            while (order := next_order(file)) is not None:
                match order:
                    case PlayCommand():
                        self.play_ordered.emit(order)
                    case StopCommand():
                        self.stop_ordered.emit()
        os._exit(0)


class Host(QObject):
    """Hands orders to a Loudspeaker, and tells what comes of them."""

    def __init__(self, speaker: Loudspeaker, orders: Orders, answers: int) -> None:
        """``answers`` is the file descriptor of the board's end."""
        super().__init__()
        self._speaker, self._orders, self._answers = speaker, orders, answers
        orders.play_ordered.connect(self.on_play, Qt.ConnectionType.QueuedConnection)
        orders.stop_ordered.connect(self.on_stop, Qt.ConnectionType.QueuedConnection)
        speaker.began.connect(self.on_began)
        speaker.ended.connect(self.on_ended)

    def start(self) -> None:
        """Looks for a device, tells how it went, and takes orders."""
        self._speaker.prepare()
        self.on_health(*self._speaker.health)
        self._speaker.health_changed.connect(self.on_health)
        self._orders.start()

    @Slot(object)
    def on_play(self, play: PlayCommand) -> None:
        """A sound is asked for."""
        self._speaker.play(play.token, play.pcm, play.rate, play.volume)

    @Slot()
    def on_stop(self) -> None:
        """Silence is asked for."""
        self._speaker.stop()

    @Slot(str, str)
    def on_health(self, state: str, sentence: str) -> None:
        """The loudspeaker is well or not."""
        self._tell(SoundHealth(state, sentence))

    @Slot(int)
    def on_began(self, token: int) -> None:
        """A sound is heard."""
        self._tell(Began(token))

    @Slot(int, bool)
    def on_ended(self, token: int, whole: bool) -> None:
        """A sound is over."""
        self._tell(Ended(token, whole))

    def _tell(self, told: SoundHealth | Began | Ended) -> None:
        try:
            os.write(self._answers, told_line(told))
        except OSError:  # the board is gone
            os._exit(0)


def _end_by_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The board writes the last lines of a process that died into its log, and starts the next one."""
    sys.__excepthook__(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


def main() -> int:
    """Speaks until the board ends."""
    sys.excepthook = _end_by_error
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the board too, which ends this process
    logging.disable(logging.WARNING)  # the board writes down what it hears
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    application = QCoreApplication(["loudspeaker"])
    host = Host(Loudspeaker(), Orders(), answers)
    host.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
