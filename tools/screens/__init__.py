"""Pictures of the board, measured."""
