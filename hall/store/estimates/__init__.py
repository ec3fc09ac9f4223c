"""What the hall says of waits: worked out by one program of the hall at a time, read by all (hall.estimating)."""
