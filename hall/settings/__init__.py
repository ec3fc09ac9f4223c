"""The configuration of a hall or of one machine: config.toml, checked and frozen."""

from hall.settings.load import Settings, load_settings

__all__ = ["Settings", "load_settings"]
