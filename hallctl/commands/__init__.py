"""The commands of `hall`, one module for each thing they are about."""
