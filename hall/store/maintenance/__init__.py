"""What the database remembers of the technician's work, and what a backup is to hold."""
