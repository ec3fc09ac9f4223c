"""Members of staff, their PINs and where they sit."""
