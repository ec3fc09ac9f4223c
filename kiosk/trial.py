"""The trial of a printer that nobody has calibrated, from the staff's page: it prints a slip; what it answers is kept.

What ``hall printer calibrate`` finds out beyond that, sensors for cover and paper, takes a technician's hands.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from hall.access import By
from hall.errors import DeviceError
from hall.printing.answers import Problem
from hall.printing.calibrating import Calibrator
from hall.printing.links import Deadlines
from hall.printing.opening import mode_for, open_link
from hall.printing.outcome import Calibration, Confirm, calibration_document
from hall.printing.paper import paper_of
from hall.printing.specimen import trial_slip
from kiosk.spool_keeper import SpoolKeeper

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial found, None when the printer could not be tried. One that is ``verified`` needs nobody's word;
    else a person says whether a whole slip came out."""

    found: Calibration | None = None

    @property
    def verified(self) -> bool:
        """Whether the printer proves its slips."""
        return self.found is not None and self.found.confirm is Confirm.PROCESS_ID


def try_printer(keeper: SpoolKeeper) -> Trial:
    """Print a slip that is nobody's number, and listen. One that proves it is kept at once. Raises HallError."""
    station = keeper.spool().care.own.station
    if station is None:
        return Trial()
    hall = keeper.store().fetch(lambda reader: reader.hall())
    try:
        link = open_link(station.printer, Deadlines())
        work = Calibrator(link, paper_of(station.paper_mm), mode_for(station.printer, station.print_mode))
        said = work.slip(trial_slip(station.name, hall))
    except DeviceError as error:
        log.warning("the printer cannot be tried: %s", error)
        return Trial()
    log.info("the printer was tried: %s", said)
    if work.stopped is not Problem.NONE:
        return Trial()
    proof = Confirm.PROCESS_ID if work.process_id else Confirm.NONE
    trial = Trial(Calibration(answers=work.answers, confirm=proof))
    if trial.verified:
        keep(keeper, trial)
    return trial


def keep(keeper: SpoolKeeper, trial: Trial) -> None:
    """A person saw the slip, or the printer proved it: from now on it is believed so far. Raises HallError."""
    station = keeper.spool().care.own.station
    if station is not None and trial.found is not None:
        document, by = calibration_document(trial.found), By.kiosk(station.name)
        keeper.store().run(lambda work: work.printers.calibrate(station.name, station.printer, document, by))
        keeper.reopen()
