"""The overview for a visit to the hall: one page for a wall or a projector, and on paper."""
