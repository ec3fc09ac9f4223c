"""Slips on thermal paper: their texts, their picture, their bytes, and the printers that take them."""
