"""Connections, locks, migrations, column types: what every part of the store stands on."""
