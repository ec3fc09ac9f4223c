"""The configuration of a hall or of one machine: config.toml, checked and frozen."""

from hall.settings.load import EXIT_SETTINGS, Settings, load_settings, settings_or_exit

__all__ = ["EXIT_SETTINGS", "Settings", "load_settings", "settings_or_exit"]
