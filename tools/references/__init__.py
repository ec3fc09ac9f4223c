"""docs/reference: what the code says of its commands and settings, as pages."""
