"""The clerk's tool: sign in at a counter, call the next number, serve it, finish it."""
