"""One file of a hall's database, verified after writing, kept by rule, and taken apart again."""

from hall.maintenance.backups.checking import Unpacked, check, manifest_of, unpack
from hall.maintenance.backups.making import Made, Source, make
from hall.maintenance.backups.manifest import POSTGRES, SQLITE, Manifest, Part

__all__ = [
    "POSTGRES",
    "SQLITE",
    "Made",
    "Manifest",
    "Part",
    "Source",
    "Unpacked",
    "check",
    "make",
    "manifest_of",
    "unpack",
]
