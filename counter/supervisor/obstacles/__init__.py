"""The tab Kendala: incidents with what is done about them, and plans."""
