"""The table [survey]: the satisfaction survey, by which regulation, and where visitors are asked."""

from collections.abc import Mapping
from typing import Annotated, Any

from hall.forms import SurveyForm
from hall.settings.lines import KeyPath
from hall.settings.problems import ProblemList, closest
from hall.settings.tables import Table, key
from hall.settings.values import one_of
from hall.survey.regulation import DEFAULT, known, names

_REGULATIONS = "the name of a file of the program's assets/surveys: " + ", ".join(f'"{one}"' for one in names())


class SurveyTable(Table):
    """How visitors are asked whether they are satisfied."""

    kiosk: bool = key(default=SurveyForm().kiosk, description="true or false, without quotes")
    regulation: Annotated[str, one_of(names())] = key(default=DEFAULT, description=_REGULATIONS)
    weight: str = key(default=SurveyForm().weight, description='"1/9" or "0.11"')
    days: int = key(default=SurveyForm().days, ge=1, le=7, description="a whole number from 1 to 7")
    ask: list[str] = key(default=[], description='a list of "sex", "age", "education", "occupation", or [] for none')


def check_survey(row: Mapping[str, Any], findings: ProblemList) -> None:
    """Weight and questions about the respondent are those of the regulation."""
    found = row.get("regulation", DEFAULT)
    regulation = known(found if isinstance(found, str) else DEFAULT)
    weights, traits = [one.written for one in regulation.weights], list(regulation.trait)
    asked = row.get("ask", [])
    written: list[tuple[KeyPath, Any, list[str]]] = [(("survey", "weight"), row.get("weight"), weights)]
    written += [(("survey", "ask", at), one, traits) for at, one in enumerate(asked if isinstance(asked, list) else [])]
    for path, value, allowed in written:
        if isinstance(value, str) and value not in allowed:
            listed = ", ".join(f'"{one}"' for one in allowed)
            findings.add(path, "is unknown", allowed=listed, value=value, suggestion=closest(value, allowed))
