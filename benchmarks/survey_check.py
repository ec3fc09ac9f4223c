"""The survey of a hall's SQLite file, computed again without any code of the hall: plain SQL and fractions.

``python survey_check.py hall.db`` prints JSON: what each number has answered, visits with two questionnaires,
respondents, incomplete ones, the mean of each element, and the index with 1/9 for each.
"""

import json
import math
import sqlite3
import sys
from fractions import Fraction


def cents(exact: Fraction) -> str:
    """Rounded half up to two places."""
    whole = math.floor(exact * 100 + Fraction(1, 2))
    return f"{whole // 100}.{whole % 100:02}"


def main(file: str) -> None:
    """Print what is found in ``file``."""
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    scores: dict[str, dict[str, int]] = {}
    forms: dict[int, str] = {}
    for form, prefix, number in database.execute(
        "SELECT r.id, t.prefix, t.number FROM survey_response r, ticket t WHERE t.id = r.ticket_id"
    ):
        forms[form] = f"{prefix}-{number:03}"
    for form, element, score in database.execute("SELECT response_id, element, score FROM survey_answer"):
        scores.setdefault(forms[form], {})[element] = score
    whole = [one for one in scores.values() if len(one) == 9]
    found: dict[str, object] = {
        "scores": scores,
        "double": len(forms) - len(set(forms.values())),
        "respondents": len(whole),
        "incomplete": len(scores) - len(whole),
    }
    index = Fraction(0)
    for element in sorted({name for one in whole for name in one}):
        mean = Fraction(sum(one[element] for one in whole), len(whole))
        found[element] = cents(mean)
        index += mean / 9
    found["index"] = cents(index * 25)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
