"""A new release beside the one that runs, the step from one to the other, and the way back."""
