"""Videos and pictures next to the queue."""
