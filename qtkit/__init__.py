"""What the three windows share: serial worker, link to the store, start and stop, theme, fonts, texts, widgets; knows
no queue."""
