"""A supervisor's morning by keyboard alone: what is pressed, and what the hall must say afterwards."""
