"""The painted parts that the pages are made of."""
