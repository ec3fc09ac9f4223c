"""The clerk's bar over another program, in a real window: the keyboard stays where it is, and its shortcuts hold."""
