"""What a supervisor does with the hall as a whole: evacuation and staggered breaks."""
