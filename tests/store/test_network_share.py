"""A SQLite file on a network share is refused with what to do; a local one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.errors import StoreUnavailable
from hall.store import open_store, prepare_store
from hall.store.database import network_share
from hall.store.database.network_share import refuse_network_share

MOUNTS = r"""21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:30 / /srv/share rw shared:2 - nfs4 server:/hall rw
23 22 8:2 / /srv/share/local rw - ext4 /dev/sdb1 rw
24 21 0:31 / /mnt/data\040hall rw - cifs //server/hall rw
25 21 0:32 / /over rw - ext4 /dev/sdc1 rw
26 21 0:33 / /over rw - fuse.sshfs host:/ rw
a line that nobody understands
"""


@pytest.mark.parametrize("path", ["/srv/share/hall.db", "/mnt/data hall/hall.db", "/over/deep/hall.db"])
def test_a_file_on_a_share_is_refused_with_what_to_do(path):
    with pytest.raises(StoreUnavailable, match=r"local disk.*Postgres"):
        refuse_network_share(Path(path), MOUNTS)


@pytest.mark.parametrize("path", ["/hall.db", "/srv/share/local/hall.db", "/srv/shared/hall.db"])
def test_a_file_on_a_local_disk_is_allowed(path):
    refuse_network_share(Path(path), MOUNTS)


def test_a_machine_that_does_not_tell_its_mounts_is_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(network_share, "_MOUNTS", tmp_path / "none")
    refuse_network_share(tmp_path / "hall.db")


def test_no_store_is_made_or_opened_on_a_share(sqlite_hall_url, tmp_path, structure, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"22 21 0:30 / {tmp_path} rw - nfs4 server:/hall rw\n")
    monkeypatch.setattr(network_share, "_MOUNTS", mounts)
    for attempt in (lambda: open_store(sqlite_hall_url), lambda: prepare_store(sqlite_hall_url, structure)):
        with pytest.raises(StoreUnavailable, match="network share"):
            attempt()
