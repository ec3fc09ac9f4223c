"""A year of many halls, with sums that are known, and how long their page takes."""
