"""Tiny media made by code: MJPEG videos in a hand-written AVI, with or without sound, and one-coloured pictures."""

import io
import math
import struct

from PIL import Image


def write_picture(path, colour, size=(64, 36)):
    Image.new("RGB", size, colour).save(path)
    return path


def write_video(path, colour=(200, 40, 30), *, frames=5, fps=10, size=(64, 36), sound=False, rate=8000):
    """A video of one colour (its middle rows change a little); a few kB."""
    pictures = [_jpeg(colour, size) for _ in range(frames)]
    streams = [_video_stream(frames, fps, size, max(map(len, pictures)))]
    if sound:
        streams.append(_sound_stream(rate, rate * frames // fps))
    main = struct.pack("<14I", 1_000_000 // fps, 0, 0, 0x10, frames, 0, len(streams), 0, *size, 0, 0, 0, 0)
    movie, index, offset = [], [], 4
    for picture in pictures:
        parts = [(b"00dc", picture)] + ([(b"01wb", _tone(rate, rate // fps))] if sound else [])
        for kind, data in parts:
            chunk = _chunk(kind, data)
            index.append(kind + struct.pack("<3I", 0x10, offset, len(data)))
            movie.append(chunk)
            offset += len(chunk)
    body = _list(b"hdrl", _chunk(b"avih", main), *streams) + _list(b"movi", *movie) + _chunk(b"idx1", b"".join(index))
    path.write_bytes(_chunk(b"RIFF", b"AVI " + body))
    return path


def _jpeg(colour, size):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", quality=85)
    return file.getvalue()


def _tone(rate, count):
    return struct.pack(f"<{count}h", *(int(9000 * math.sin(2 * math.pi * 440 * n / rate)) for n in range(count)))


def _video_stream(frames, fps, size, largest):
    head = struct.pack("<IHH8I4h", 0, 0, 0, 0, 1, fps, 0, frames, largest, 0xFFFFFFFF, 0, 0, 0, *size)
    form = struct.pack("<IiiHH4sIiiII", 40, *size, 1, 24, b"MJPG", size[0] * size[1] * 3, 0, 0, 0, 0)
    return _list(b"strl", _chunk(b"strh", b"vidsMJPG" + head), _chunk(b"strf", form))


def _sound_stream(rate, samples):
    head = struct.pack("<IHH8I4h", 0, 0, 0, 0, 1, rate, 0, samples, rate * 2, 0xFFFFFFFF, 2, 0, 0, 0, 0)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    return _list(b"strl", _chunk(b"strh", b"auds\0\0\0\0" + head), _chunk(b"strf", form))


def _chunk(kind, data):
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _list(kind, *chunks):
    return _chunk(b"LIST", kind + b"".join(chunks))
