"""The staff's page: a keypad for the PIN, then a tab each for the printer, the machine, its languages, the program."""
