"""Indonesia's national holidays and days of collective leave, from the ``holidays`` library."""

from __future__ import annotations

from dataclasses import replace

from hall.structure import Calendar, Holiday

YEARS = 3
"""How many years are looked up at once from the present one on; and the one before it, for a hall that was closed over
the turn of the year."""


def with_known_days(calendar: Calendar, year: int) -> Calendar:
    """``calendar`` with the national and collective days that it keeps, of ``year``, the year before and some after.

    Days that hang on the moon and are not decided yet carry "(perkiraan)" in their name. The library knows the decrees
    on collective leave of the years that had been decided when it was released: a hall renews it once a year.
    """
    wanted = (("public", calendar.national), ("government", calendar.collective))
    kinds = tuple(name for name, is_wanted in wanted if is_wanted)
    if not kinds:
        return calendar
    # Imported here: the library takes seconds to load, so only `hall apply` and a first start pay for it.
    from holidays.countries.indonesia import Indonesia

    years = range(year - 1, year + YEARS)
    found = Indonesia(years=years, categories=kinds, language="id", expand=False)
    english = Indonesia(years=years, categories=kinds, language="en_US", expand=False)
    return replace(
        calendar,
        known=tuple(Holiday(day, name, english.get(day, "")) for day, name in sorted(found.items())),
        known_until=years[-1],
    )
