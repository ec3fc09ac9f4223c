"""The business day: opened, held, ended, brought back."""
