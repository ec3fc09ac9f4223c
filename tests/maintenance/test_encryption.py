"""What is encrypted by a passphrase is opened by `age`, and the other way round; a single wrong byte is found."""

from __future__ import annotations

import base64
import io
import random

import pytest

from hall.errors import BackupError
from hall.maintenance.backups.encryption import CHUNK, Decrypted, Encrypting

OF_AGE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA3Ny9Kcms5Z3o2QW9PSkczMFlzV213IDE4CkRkbjUwVjE4OTNLbGhWSTE4eEZyZUtXcXdO"
    "SmppVnBhM3hIYUJhMHhrTGcKLS0tIE56cjNSRGxWenBsRlhJUVRTU1NYSkdjZHBoUHhYNzQ5aUc0YVFMdkxYdnMKsgE4nVyOfyewvqQMET6Nq7QI"
    "8WLkcQdb4XYK7y4FdHdScPriP+4qverX7i7HKQ=="
)
"""Written by age 1.1.1 of Debian 12, with the passphrase "kata sandi"."""
QUICK = 4
CONTENT = random.Random(7).randbytes(2 * CHUNK + 5000)


def sealed(content: bytes, passphrase: str = "rahasia") -> bytes:
    """Content, encrypted with little effort."""
    file = io.BytesIO()
    stream = Encrypting(file, passphrase, work=QUICK)
    for begin in range(0, len(content), 10_000):
        stream.write(content[begin : begin + 10_000])
    stream.finish()
    return file.getvalue()


def opened(data: bytes, passphrase: str = "rahasia") -> bytes:
    """The content again."""
    return io.BufferedReader(Decrypted(io.BytesIO(data), len(data), passphrase)).read()


def test_a_file_of_age_is_opened():
    assert opened(OF_AGE, "kata sandi") == b"halo dari age\n"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, len(CONTENT)])
def test_content_of_any_length_comes_back(size):
    assert opened(sealed(CONTENT[:size])) == CONTENT[:size]


def test_any_place_can_be_read():
    data = sealed(CONTENT)
    stream = io.BufferedReader(Decrypted(io.BytesIO(data), len(data), "rahasia"))
    for begin in (2 * CHUNK, 0, CHUNK - 3, len(CONTENT) - 2):
        stream.seek(begin)
        assert stream.read(10) == CONTENT[begin : begin + 10]


def test_the_same_content_never_looks_the_same():
    assert sealed(b"sama")[-30:] != sealed(b"sama")[-30:]


def test_another_passphrase_opens_nothing():
    with pytest.raises(BackupError, match="the passphrase is another one"):
        opened(sealed(b"isi"), "rahasia2")


def test_each_wrong_byte_is_found_in_every_place():
    data = sealed(CONTENT[: CHUNK + 500])
    picked = random.Random(3).sample(range(200, len(data)), 60)
    for place in (*range(200), *picked):
        wrong = bytearray(data)
        wrong[place] ^= 1 << (place % 8)
        with pytest.raises(BackupError):
            opened(bytes(wrong))


def test_a_file_that_was_cut_off_or_has_more_behind_it_is_found():
    data, first = sealed(CONTENT), sealed(CONTENT).index(b"\n--- ") + 5 + 44 + 16
    ends = (len(data) - 1, first + CHUNK + 16, first + 2 * (CHUNK + 16), first + 16, first + 3, first)
    for end in ends:
        with pytest.raises(BackupError):
            opened(data[:end])
    with pytest.raises(BackupError):
        opened(data + b"x")


def test_chunks_that_change_places_are_found():
    data = sealed(CONTENT)
    first = data.index(b"\n--- ") + 5 + 44 + 16
    chunks = [data[first + n * (CHUNK + 16) : first + (n + 1) * (CHUNK + 16)] for n in range(3)]
    for order in ((1, 0, 2), (0, 0, 2), (0, 2)):
        with pytest.raises(BackupError):
            opened(data[:first] + b"".join(chunks[n] for n in order))
