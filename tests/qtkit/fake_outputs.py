"""Loudspeakers for tests: they take samples in scaled time, can stand still, break off and be unplugged."""

from PySide6.QtCore import QObject, QTimer, Signal

SPEED = 50  # times faster than sound


class FakeSink(QObject):
    """Plays one sound on a FakeOutput, which remembers what was heard."""

    began = Signal()
    finished = Signal()
    broke = Signal(str)

    def __init__(self, output, rate, channels):
        super().__init__()
        self.output, self.rate, self.channels = output, rate, channels
        self.pcm, self.volume, self.stopped, self.all_taken = b"", 0.0, False, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._over)

    def start(self, pcm, volume):
        self.pcm, self.volume = pcm, volume
        if self.output.behaviour == "refuses":
            self.broke.emit("it is used by another program")
            return
        self.began.emit()
        if self.output.behaviour == "forgets to tell":
            self.all_taken = True
        elif self.output.behaviour != "stalls":
            self._timer.start(len(pcm) * 1000 // (2 * self.rate * self.channels * SPEED))

    def stop(self):
        assert not self.stopped
        self.stopped = True
        self._timer.stop()

    def _over(self):
        if self.output.behaviour == "breaks":
            self.broke.emit("its cable was pulled")
            return
        self.output.heard.append((self.pcm, self.rate, self.channels, self.volume))
        self.finished.emit()


class FakeOutput:
    """A device that takes some formats; ``behaviour``: plays, stalls, breaks, refuses, forgets to tell."""

    def __init__(self, name="HDMI", takes=None):
        self.name, self.key = name, name.encode()
        self.formats = takes
        self.behaviour = "plays"
        self.heard, self.sinks = [], []

    def takes(self, rate, channels):
        return self.formats is None or (rate, channels) in self.formats

    def sink(self, rate, channels):
        self.sinks.append(FakeSink(self, rate, channels))
        return self.sinks[-1]


class FakeOutputs(QObject):
    """All devices: one at most."""

    changed = Signal()

    def __init__(self, output=None, *, installed=True):
        super().__init__()
        self.output, self.installed, self.closed = output, installed, False

    def prepare(self):
        if not self.installed:
            raise ImportError("libpulse.so.0")

    def default(self):
        return self.output

    def close(self):
        self.closed = True

    def plug(self, output):
        """Another default device, or None."""
        self.output = output
        self.changed.emit()
