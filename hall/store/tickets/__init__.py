"""What is done to tickets: issue, slip, call, serve, transfer, undo."""
