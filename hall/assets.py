"""Where the files next to the code are: icons, sounds, messages and the sample hall."""

from __future__ import annotations

from pathlib import Path

_HALL = Path(__file__).resolve().parent


def asset(name: str) -> Path:
    """The path of the asset ``name`` (``sounds/chime.wav``), in a checkout as in an installed wheel.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for folder in (_HALL / "assets", _HALL.parent / "assets"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"asset {name} is missing: install the package again")


def sample_config() -> Path:
    """The complete sample configuration, MPP Kota Kendari."""
    installed = _HALL / "assets" / "config.toml"
    return installed if installed.exists() else _HALL.parent / "config.toml"


def slip_font() -> Path:
    """The file of the type that slips are set in."""
    from fontpkg_plus_jakarta_sans import ROOT

    return next(path for path in Path(ROOT).rglob("PlusJakartaSans*.ttf") if "Italic" not in path.name)
