"""The board: the called number and counter for everyone in the hall to see and hear."""
