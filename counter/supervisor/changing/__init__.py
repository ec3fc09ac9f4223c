"""What a supervisor opens and changes on the tab Aula: details, closings, openings, assignments, announcements."""
