"""A service is found by its names and everyday words, from the first letter, however they are spelled."""

from __future__ import annotations

import pytest

from benchmarks.finding import PHRASES, phrases_in, right, sample_index, share, typed
from hall.finding import Hit, How, Index, Subject

DUKCAPIL = ("Disdukcapil", "Civil Registry")
INDEX = Index(
    (
        Subject("A", "Perekaman KTP-el", "ID card enrolment", ("bikin ktp", "ktp baru"), DUKCAPIL, ("capil",)),
        Subject("B", "Cetak ulang KTP-el", "ID card reprint", ("ktp hilang",), DUKCAPIL, ("capil",)),
        Subject("C", "Kartu keluarga", "Family card", ("kk", "pecah kk"), DUKCAPIL, ("capil",)),
        Subject("D", "Akta kelahiran", "Birth certificate", ("surat bayi", "akta lahir"), DUKCAPIL, ("capil",)),
        Subject("E", "Akta kematian", "Death certificate", ("meninggal",), DUKCAPIL, ("capil",)),
        Subject("H", "Paspor baru", "New passport", ("umroh",), ("Imigrasi", "Immigration")),
        Subject("2A", "Ubah daya", "Change of power", ("tambah watt",), ("PLN", "Electricity"), ("listrik",)),
        Subject("2B", "Pembukaan rekening", "New account", ("buka rekening",), ("Bank Sultra", "")),
    )
)


def hits(text: str, language: str = "id") -> tuple[Hit, ...]:
    return INDEX.find(text, language).hits


def ids(text: str) -> str:
    return " ".join(hit.id for hit in hits(text))


def marks(hit: Hit) -> list[str]:
    return [hit.title.text[start:end] for start, end in hit.title.spans]


@pytest.fixture(scope="module")
def sample() -> Index:
    return sample_index()


@pytest.mark.parametrize(
    ("typed_text", "first"),
    [
        ("akte kelahiran", "D"), ("AKTA  KELAHIRAN", "D"), ("akta klahiran", "D"), ("akta kelahhiran", "D"),
        ("akta kelhairan", "D"), ("aktakelahiran", "D"), ("ak ta kelahiran", "D"), ("kartu kelurga", "C"),
        ("pasport", "H"), ("pasppor", "H"), ("pspaor", "H"), ("papsor baru", "H"), ("birth certifikate", "D"),
        ("kpt hilang", "B"), ("menbuka rekening", "2B"), ("saya mau bikin ktp dong", "A"), ("listrik", "2A"),
        ("tambah wat", "2A"), ("pasport baroe", "H"), ("umrah", "H"),
    ],
)  # fmt: skip
def test_spelling_matters_little(typed_text: str, first: str) -> None:
    assert hits(typed_text)[0].id == first


def test_there_are_hits_from_the_first_letter_and_names_that_begin_so_stand_first() -> None:
    assert ids("k").split()[0] == "C"
    assert ids("ak").split()[:2] == ["D", "E"]
    assert hits("p")[0].title.text.startswith("P")


def test_two_letters_are_the_beginning_of_a_word_and_nothing_else() -> None:
    assert ids("kk") == "C"
    assert ids("kq") == ""


def test_a_beginning_stands_before_a_word_and_a_word_before_a_likeness() -> None:
    assert [hit.how for hit in hits("akta k")] == [How.PREFIX, How.PREFIX]
    assert hits("kelahiran")[0].how is How.WORD
    assert hits("kelajiran")[0].how is How.FUZZY
    assert hits("ktp")[0].how is How.PREFIX


def test_what_matches_in_the_name_is_marked() -> None:
    found = {hit.id: marks(hit) for hit in hits("akte kel")}
    assert (found["D"], found["E"]) == (["Akta kel"], ["Akta ke"])
    assert hits("akte kel")[0].id == "D"
    assert marks(hits("reprint card", "en")[0]) == ["card reprint"]
    assert marks(hits("ktp")[0]) == ["KTP"]


def test_the_everyday_word_is_told_where_nothing_of_the_name_matches() -> None:
    hit = hits("surat bayi")[0]
    assert hit.because is not None
    assert (hit.id, hit.because.text, hit.because.spans) == ("D", "surat bayi", ((0, 10),))
    assert hits("akta")[0].because is None


def test_a_misspelled_word_is_told_as_it_is_spelled() -> None:
    assert INDEX.find("kartu kelurga", "id").meant == "kartu keluarga"
    assert INDEX.find("kartu kel", "id").meant == ""
    assert INDEX.find("mau kartu kelurga", "id").meant == "mau kartu keluarga"


@pytest.mark.parametrize("nothing", ["", "  ", "-", "xyzzy", "qqqqqq", "antrian", "saya mau"])
def test_nothing_is_found_for_what_means_nothing(nothing: str) -> None:
    assert hits(nothing) == ()


def test_any_text_is_answered() -> None:
    for text in ("ß" * 40, "é", "你好", "a" * 200, "1 2 3", "ktp" * 30, "🙂 ktp"):
        assert isinstance(hits(text), tuple)


def test_an_agency_leads_to_all_its_services_in_their_order() -> None:
    assert ids("disdukcapil") == "A B C D E"


def test_everyday_phrases_lead_to_their_service_however_they_are_typed(sample: Index) -> None:
    phrases = phrases_in(PHRASES)
    assert share(right(sample, phrases), 1) >= 0.95
    mistyped = typed(sample, phrases)
    assert len(mistyped) == 6 * 60
    assert share(mistyped, 3) >= 0.95
    assert share(mistyped, 1) >= 0.80
