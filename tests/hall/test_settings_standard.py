"""What a service publishes, and the kiosks' table, as the configuration has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.assets import sample_config
from hall.errors import SettingsError
from hall.forms import KioskForm
from hall.settings import load_settings
from hall.standard import MOST_STEPS, NO_STANDARD, ServiceStandard
from hall.structure import HallStructure, Service
from tests.hall.mistakes_samples import HALL

AT_B = 'prefix = "B"\n'
KEYS = """\
requirements = ["KTP", "KK"]
requirements_en = ["ID card", "Family card"]
ask_papers = true
tariff = "Gratis"
tariff_en = "Free of charge"
procedure = ["Periksa", "Cetak"]
procedure_en = ["Check", "Print"]
product = "Kartu"
product_en = "Card"
complaints = "Loket 1"
complaints_en = "Counter 1"
"""


def read(folder: Path, text: str) -> HallStructure:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    structure = load_settings(path, environ={}).structure
    assert structure is not None
    return structure


def second(structure: HallStructure) -> Service:
    return next(service for service in structure.services if service.prefix == "B")


def test_all_that_a_service_publishes_is_read(tmp_path: Path):
    service = second(read(tmp_path, HALL.replace(AT_B, AT_B + KEYS, 1)))

    assert (service.requirements, service.requirements_en) == (("KTP", "KK"), ("ID card", "Family card"))
    assert service.ask_papers is True
    assert service.standard == ServiceStandard(
        "Gratis", "Free of charge", ("Periksa", "Cetak"), ("Check", "Print"), "Kartu", "Card", "Loket 1", "Counter 1"
    )


def test_a_service_that_says_nothing_publishes_nothing_and_leaves_papers_to_the_hall(tmp_path: Path):
    service = second(read(tmp_path, HALL))
    assert (service.standard, service.ask_papers, service.requirements_en) == (NO_STANDARD, None, ())


def test_the_kiosks_table_is_read(tmp_path: Path):
    assert read(tmp_path, HALL).hall.kiosk == KioskForm()
    more = '\n[kiosk]\nattract = true\nask_papers = true\ncomplaints = "Meja 1"\ncomplaints_en = "Desk 1"\n'
    assert read(tmp_path, HALL + more).hall.kiosk == KioskForm(
        attract=True, ask_papers=True, complaints="Meja 1", complaints_en="Desk 1"
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('requirements = ["KTP", "KK"]\nrequirements_en = ["ID card"]\n', "has 1 entries, requirements has 2"),
        ('procedure = ["Periksa"]\nprocedure_en = ["Check", "Print"]\n', "has 2 entries, procedure has 1"),
        (f"procedure = {['x'] * (MOST_STEPS + 1)}\n", f"up to {MOST_STEPS} steps"),
        (f'tariff = "{"x" * 61}"\n', "up to 60 characters, in Indonesian"),
        (f'complaints_en = "{"x" * 81}"\n', "up to 80 characters, in English"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, keys: str, said: str):
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, HALL.replace(AT_B, AT_B + keys, 1))
    assert said in "\n".join(raised.value.problems)


def test_each_service_of_the_sample_publishes_its_components_in_both_languages():
    structure = load_settings(sample_config(), environ={}).structure
    assert structure is not None
    for service in structure.services:
        standard = service.standard
        assert standard.tariff, service.id
        assert standard.tariff_en, service.id
        assert standard.product, service.id
        assert standard.product_en, service.id
        assert len(standard.procedure) == len(standard.procedure_en) >= 3, service.id
        assert len(service.requirements) == len(service.requirements_en)
    assert structure.hall.kiosk.complaints
    assert structure.hall.kiosk.complaints_en
