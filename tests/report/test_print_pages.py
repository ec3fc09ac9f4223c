"""The pages of docs/print are made of the texts, keys and labels of now."""

from __future__ import annotations

import pytest

from tools.print_pages import texts
from tools.print_pages.__main__ import named_pictures
from tools.print_pages.blocks import Commands, Heading, Mark, Step, TableRow, Text, blocks_of
from tools.print_pages.pictures import NAMES
from tools.print_pages.texts import FOLDER, SOURCES, Source

pytestmark = pytest.mark.usefixtures("qapp")
_MOST_BYTES = 1_000_000


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: f"{source.language}-{source.name}")
def test_a_page_is_made_of_its_text(source: Source):
    made = source.path.with_suffix(".pdf").read_bytes()
    assert f"/Keywords ({source.digest})".encode() in made, "run make print-pages"
    assert len(made) < _MOST_BYTES
    assert named_pictures(source) <= NAMES


def test_nothing_else_lies_among_the_pages():
    found = {path for path in FOLDER.rglob("*") if path.is_file() and path.name != "README.md"}
    assert found == {source.path.with_suffix(suffix) for source in SOURCES for suffix in (".md", ".pdf")}


@pytest.mark.parametrize("text", ["{key counter.none}", "{label counter.none}", "{keys counter}"])
def test_what_the_programs_do_not_know_is_named(tmp_path, monkeypatch, text):
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "page.md").write_text(f"Tekan {text}.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md"):
        _ = Source("id", "page").text


def test_every_key_of_a_clerk_is_on_the_sheet():
    text = Source("id", "petugas").text
    keys = [*(f"F{place}" for place in range(1, 13)), "Ctrl+Z", "Alt+1 … Alt+8", "Esc"]
    assert [key for key in keys if f"| [[{key}]] |" not in text] == []


def test_a_page_is_read_in_blocks():
    page = "# Name\n\nTwo\nlines.\n\n<!-- left 40 -->\n\n1. One\n   step\n- dot\n\n"
    page += "| a | b |\n|---|---|\n| c | d |\n\n```sh\nls\n```\n"
    assert blocks_of(page) == [
        Heading(1, "Name"),
        Text("Two lines."),
        Mark("left", "40"),
        Step("1", "One step"),
        Step("", "dot"),
        TableRow(("a", "b"), is_head=True),
        TableRow(("c", "d")),
        Commands(("ls",)),
    ]
