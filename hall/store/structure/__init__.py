"""The hall's structure in the database: applied, loaded, closed for a time."""
