"""Videos and pictures beside the queue."""
