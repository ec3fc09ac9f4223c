"""Programs that start with the machine: unit, desktop and task files from one description of a role."""
