"""The satisfaction survey (Survei Kepuasan Masyarakat, SKM): its regulation, its arithmetic, its figures. Pure."""
