"""The constants of the waiting-time estimates."""
