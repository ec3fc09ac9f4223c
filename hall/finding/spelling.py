"""How alike a typed word and a known one are: the mistakes of fingers and of ears cost less than others."""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiou")
_MISSING, _ADDED, _SWAPPED, _OTHER = 0.7, 0.7, 0.5, 1.0
_FIRST_MISSING = 1.0
"""Nobody leaves out the first letter as easily as another one."""
_NEIGHBOUR, _VOWEL = 0.6, 0.45


def _neighbours() -> dict[str, frozenset[str]]:
    """The keys around each key."""
    places = {sign: (column + row * 0.5, row) for row, signs in enumerate(_ROWS) for column, sign in enumerate(signs)}
    return {
        sign: frozenset(
            other
            for other, (x, y) in places.items()
            if other != sign and abs(x - places[sign][0]) <= 1 and abs(y - places[sign][1]) <= 1
        )
        for sign in places
    }


_NEAR = _neighbours()


def likeness(typed: str, word: str) -> float:
    """1 for the same word, less with each mistake, 0 and below for another one.

    The distance is that of optimal string alignment (a letter missing, added or another one, two neighbours swapped),
    with the costs above; one mistake counts more in a short word.
    """
    length = max(len(typed), len(word))
    return 1.0 - _distance(typed, word) / max(1.0, length - 0.5)


def _distance(typed: str, word: str) -> float:
    two_before: list[float] = []
    before = [0.0, *(_FIRST_MISSING + _MISSING * at for at in range(len(word)))]
    for row, sign in enumerate(typed, 1):
        line = [_ADDED * row]
        for column, other in enumerate(word, 1):
            cost = min(
                before[column] + _ADDED,
                line[column - 1] + _MISSING,
                before[column - 1] + (0.0 if sign == other else _instead(sign, other)),
            )
            if row > 1 and column > 1 and sign == word[column - 2] and typed[row - 2] == other:
                cost = min(cost, two_before[column - 2] + _SWAPPED)
            line.append(cost)
        two_before, before = before, line
    return before[-1]


def _instead(typed: str, meant: str) -> float:
    """What it costs that one letter stands for another one."""
    if typed in _VOWELS and meant in _VOWELS:
        return _VOWEL
    return _NEIGHBOUR if typed in _NEAR.get(meant, ()) else _OTHER


def near(key: str) -> frozenset[str]:
    """The keys around ``key`` on a keyboard."""
    return _NEAR.get(key, frozenset((key,)))
