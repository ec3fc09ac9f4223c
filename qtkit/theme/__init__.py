"""Colours, type, sizes and style sheets of the house, from one set of tokens."""
