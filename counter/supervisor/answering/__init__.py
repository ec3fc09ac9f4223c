"""What a supervisor does about an alarm."""
