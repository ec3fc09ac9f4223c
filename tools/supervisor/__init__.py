"""Pictures of the supervisor's window."""
