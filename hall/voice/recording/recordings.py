"""The recordings of a pack on the disk: each accepted take as it was said, and the clip that was made of it.

Takes are kept in ``recordings/``, where no board looks: what is mended can be mended again, and whoever goes on another
day goes on where the takes end.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hall.durable import sync_file
from hall.errors import VoiceError
from hall.voice.grammar import Clip
from hall.voice.new_pack import make_folder, write_clip
from hall.voice.waves import pcm_of, read_wave

FOLDER = "recordings"
ROOM = "room"


@dataclass(frozen=True, slots=True)
class Recordings:
    """Those of the pack in ``folder``, at ``rate`` samples a second."""

    folder: Path
    rate: int

    def take_file(self, clip: Clip) -> Path:
        """Where the take of a clip is, as it was said."""
        return self.folder / FOLDER / f"{clip}.wav"

    def clip_file(self, clip: Clip) -> Path:
        """Where the clip is that boards say."""
        return self.folder / f"{clip}.wav"

    def has(self, clip: Clip) -> bool:
        """Whether it was recorded, today or another day."""
        return self.take_file(clip).exists() and self.clip_file(clip).exists()

    def keep(self, clip: Clip, take: array[int], word: array[int]) -> None:
        """Write a take and its clip to the disk, for good when this returns. Raises VoiceError.

        The take is last: where it is, its clip is too.
        """
        for path, samples in ((self.clip_file(clip), word), (self.take_file(clip), take)):
            try:
                make_folder(path.parent)
                write_clip(path, self.rate, pcm_of(samples))
                sync_file(path)
            except OSError as error:
                raise VoiceError(f"{path} cannot be written: {error.strerror or error}.") from error

    def keep_room(self, language: str, silence: array[int]) -> None:
        """Write how the room sounds without anybody. Raises VoiceError."""
        path = self.take_file(Clip(language, ROOM))
        try:
            make_folder(path.parent)
        except OSError as error:
            raise VoiceError(f"{path} cannot be written: {error.strerror or error}.") from error
        write_clip(path, self.rate, pcm_of(silence))

    def words(self, clips: Iterable[Clip]) -> dict[Clip, array[int]]:
        """The clips that were recorded before, as they were made; one that cannot be read any more is none."""
        found: dict[Clip, array[int]] = {}
        for clip in clips:
            if self.has(clip):
                with suppress(VoiceError):
                    rate, samples = read_wave(self.clip_file(clip))
                    if rate == self.rate:
                        found[clip] = samples
        return found
