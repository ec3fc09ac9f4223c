"""`hall booking import` and `export`: the bridge to bookings that are made elsewhere."""

from __future__ import annotations

from pathlib import Path

HEAD = "referensi;layanan;tanggal;jam;prioritas;status"


def _file(*lines: str) -> str:
    Path("web.csv").write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return "web.csv"


def test_a_file_is_looked_at_and_taken_in_as_often_as_it_comes(hall):
    file = _file("MPD-1;A;2099-01-05;10:00;ya;", "MPD-2;ktp;2099-01-05;10.30;;")
    looked = hall("booking", "import", file, "--dry-run")
    assert looked.out == "web.csv: 2 new, 0 changed, 0 cancelled, 0 unchanged. Nothing was taken in.\n"
    assert hall("--json", "booking", "list", "--day", "2099-01-05").json == {"bookings": []}
    assert hall("--json", "booking", "import", file).json["new"] == 2
    assert hall("--json", "booking", "import", file).json["unchanged"] == 2
    listed = hall("--json", "booking", "list", "--day", "2099-01-05").json["bookings"]
    assert [(one["reference"], one["priority"]) for one in listed] == [("MPD-1", True), ("MPD-2", False)]
    assert hall("booking", "import", _file("MPD-1;A;2099-01-05;10:00;ya;batal")).out.startswith("web.csv: 0 new")
    assert hall("--json", "booking", "list", "--day", "2099-01-05").json["bookings"][0]["state"] == "cancelled"


def test_every_mistake_is_named_with_its_line_and_nothing_is_taken_in(hall):
    answer = hall(
        *("booking", "import"),
        _file("MPD-1;A;2099-01-05;10:00;;", "MPD-2;Z;kapan;10:00;;", "MPD-3;A;2020-01-06;10:00;;", "MPD-1;A;;10:00;;"),
    )
    assert answer.code == 2
    lines = [line for line in answer.err.splitlines() if "web.csv:" in line]
    assert [line.partition(" ")[0] for line in lines] == ["web.csv:3:", "web.csv:3:", "web.csv:4:", "web.csv:5:"]
    assert "2026-11-23" in lines[0]
    assert hall("--json", "booking", "list", "--day", "2099-01-05").json == {"bookings": []}
    assert "cannot be read" in hall("booking", "import", "gone.csv").err
    assert hall("booking", "import", _file()).code == 3


def test_a_service_that_is_called_otherwise_is_told_with_the_name_it_may_mean(hall):
    answer = hall("booking", "import", _file("MPD-1;perekaman;2099-01-05;10:00;;", "MPD-2;xyz;2099-01-05;10:00;;"))
    lines = [line for line in answer.err.splitlines() if "web.csv:" in line]
    assert lines[0].endswith("There is no service perekaman. Did you mean Perekaman KTP-el?")
    assert lines[1].endswith("There is no service xyz.")


def test_what_is_written_can_be_taken_in_again(hall):
    hall("booking", "import", _file("MPD-1;A;2099-01-05;10:00;ya;"))
    assert hall("booking", "export", "--day", "2099-01-05").out == "bookings.csv: 1 bookings.\n"
    heading, line = Path("bookings.csv").read_text("utf-8-sig").splitlines()
    assert heading == "referensi;layanan;tanggal;jam;prioritas;status;kode;nama_layanan;nomor;datang"
    assert line.startswith("MPD-1;A;2099-01-05;10:00;ya;dipesan;")
    assert hall("--json", "booking", "import", "bookings.csv").json["unchanged"] == 1
