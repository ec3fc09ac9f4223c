"""A year of a hall whose totals are known because it was made of them: every figure must come to the same.

    python -m benchmarks.known_year [--database sqlite|postgres] [--days 261] [--visits 83]

Forty services, each with one counter of its own. A counter takes one visit after the other, and whoever is next waits
while the last one is served: so each second at which a counter is free counts as idle, and why a promise was not kept
follows from the times alone. What is expected is summed while the rows are made; the product never sees it.
"""
