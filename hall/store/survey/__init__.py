"""The satisfaction survey: questionnaires of kiosks and of paper, and the figures of a period."""
