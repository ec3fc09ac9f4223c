"""What the three windows share: lane, start and stop, theme, fonts, translation, house widgets; knows no queue."""
