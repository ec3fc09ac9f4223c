"""Sound from a process of its own: one sound after the other, and a sound system that dies takes no program along."""
