"""The painted parts of the pages."""
