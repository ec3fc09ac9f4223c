"""What is measured of a page that is shown, by subject. Each check yields numbers; the table judges them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tools.access.checks.colours import icons_contrast, pressed_contrast, text_contrast
from tools.access.checks.reading import accessible_names, hidden_things, page_title, switch_states
from tools.access.checks.tabbing import focus_rings, tab_order, tab_walk
from tools.access.checks.targets import gaps, reach, target_sizes, tile_sizes, two_touches
from tools.access.checks.texts import capitals, cut_texts, overlaps, smallest
from tools.access.shown import Shown

Measure = Callable[[Shown], Iterator[tuple[float, str]]]
"""Numbers of one page, each with what it is of."""

MEASURES: Mapping[str, Measure] = {
    "names": accessible_names,
    "tree": hidden_things,
    "title": page_title,
    "states": switch_states,
    "capitals": capitals,
    "smallest": smallest,
    "cut": cut_texts,
    "overlap": overlaps,
    "text": text_contrast,
    "parts": icons_contrast,
    "pressed": pressed_contrast,
    "target": target_sizes,
    "tile": tile_sizes,
    "gap": gaps,
    "reach": reach,
    "fingers": two_touches,
    "order": tab_order,
    "focus": focus_rings,
    "trap": tab_walk,
}
"""By the key of their check; walking by Tab comes last, as it changes what has the focus."""
