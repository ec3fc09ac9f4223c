"""People at the programs: one process shows a real program and does at its widgets what it is told to."""
