"""A clerk's morning by keyboard alone: what is pressed at each visit, and what the day must say afterwards."""
