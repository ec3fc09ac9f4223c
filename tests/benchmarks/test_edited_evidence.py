"""Days of everything, packed: verify.py's own arithmetic comes to what ``hall.figures`` came to."""

from __future__ import annotations

import random

import pytest

from benchmarks.edited_evidence import edit, kept, unpacked, verified


@pytest.mark.parametrize("seed", [2, 5])
def test_two_programs_that_share_no_code_come_to_the_same(tmp_path, seed):
    pack = unpacked(tmp_path, seed, days=3, steps=200)
    code, said = verified(pack)
    assert (code, said.splitlines()[0]) == (0, "Everything is as its events say."), said
    rng = random.Random(seed)
    for _ in range(4):
        with kept(pack):
            done = edit(pack, rng)
            code, said = verified(pack)
            assert code == 1
            assert done.is_named(said), (done, said)
