"""What the technician does with a hall: backups, its services, its stations, updates, and a look at all of it."""
