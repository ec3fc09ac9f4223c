"""Pictures of the board's screens, drawn by the real window without a screen, and their digits measured in pixels."""
