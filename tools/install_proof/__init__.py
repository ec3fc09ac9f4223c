"""Proof of the guides of docs/install: followed word for word on clean machines without a way out."""
