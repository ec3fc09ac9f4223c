"""The loudspeaker in a process of its own, ``python -m qtkit.sound.loudspeaker_process``: it may break.

Qt's sound aborts its process when PulseAudio ends, and sees no sound server that came later than the process
(docs/decisions/018). Commands come on stdin, facts go to stdout, as ``qtkit.sound.lines`` says.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from qtkit.sound.lines import Began, Ended, PlayCommand, Report, SoundHealth, StopCommand, next_command, report_line
from qtkit.sound.loudspeaker import Loudspeaker


class CommandReader(QObject):
    """Reads the program's commands in a thread; when they end the process ends there and then, and its sound with it.

    A thread, because Windows cannot wait for a pipe and for Qt at once; and because a main thread that hangs in the
    sound system must not speak on for a program that was killed.
    """

    play_requested = Signal(object)
    stop_requested = Signal()

    def start(self) -> None:
        """Reads from now on."""
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        with open(0, "rb", closefd=False) as file:
            while (command := next_command(file)) is not None:
                match command:
                    case PlayCommand():
                        self.play_requested.emit(command)
                    case StopCommand():
                        self.stop_requested.emit()
        os._exit(0)


class Host(QObject):
    """Hands commands to a Loudspeaker, and tells what comes of them."""

    def __init__(self, speaker: Loudspeaker, commands: CommandReader, answers: int) -> None:
        """``answers`` is the file descriptor of the program's end."""
        super().__init__()
        self._speaker, self._commands, self._answers = speaker, commands, answers
        commands.play_requested.connect(self.on_play, Qt.ConnectionType.QueuedConnection)
        commands.stop_requested.connect(self.on_stop, Qt.ConnectionType.QueuedConnection)
        speaker.began.connect(self.on_began)
        speaker.ended.connect(self.on_ended)

    def start(self) -> None:
        """Looks for a device, tells how it went, and takes commands."""
        self._speaker.prepare()
        self.on_health(*self._speaker.health)
        self._speaker.health_changed.connect(self.on_health)
        self._commands.start()

    @Slot(object)
    def on_play(self, play: PlayCommand) -> None:
        """A sound is asked for."""
        self._speaker.play(play.token, play.pcm, play.rate, play.volume)

    @Slot()
    def on_stop(self) -> None:
        """Silence is asked for."""
        self._speaker.stop()

    @Slot(str, str)
    def on_health(self, state: str, message: str) -> None:
        """The loudspeaker is well or not."""
        self._report(SoundHealth(state, message))

    @Slot(int)
    def on_began(self, token: int) -> None:
        """A sound is heard."""
        self._report(Began(token))

    @Slot(int, bool)
    def on_ended(self, token: int, whole: bool) -> None:
        """A sound is over."""
        self._report(Ended(token, whole))

    def _report(self, report: Report) -> None:
        try:
            os.write(self._answers, report_line(report))
        except OSError:  # the program is gone
            os._exit(0)


def _end_by_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The program writes the last lines of a process that died into its log, and starts the next one."""
    sys.__excepthook__(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


def main() -> int:
    """Speaks until its program ends."""
    sys.excepthook = _end_by_error
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the program too, which ends this process
    logging.disable(logging.WARNING)  # the program writes down what it hears
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    application = QCoreApplication(["loudspeaker"])
    host = Host(Loudspeaker(), CommandReader(), answers)
    host.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
