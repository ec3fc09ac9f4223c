"""The hall's voice, offline: a pack of recorded clips, the grammar that orders them, and their joining into a call."""

from hall.voice.grammar import Utterance
from hall.voice.pack import Pack, bundled_pack, load_pack
from hall.voice.speaker import Sound, Voice

__all__ = ["Pack", "Sound", "Utterance", "Voice", "bundled_pack", "load_pack"]
