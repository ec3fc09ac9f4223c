"""Reports as typed rows, and their renderers, which know no report."""
