"""Pages that people print: A4, in Indonesian and English, with pictures of the real windows."""
