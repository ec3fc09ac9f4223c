"""The tab Koreksi: numbers that are wrong, numbers at the door and on paper, and the business day."""
