"""What the screens and the command line are shown: frozen values read from the store, safe in any thread."""

from hall.calling import Reason
from hall.views.boards import (
    AnnouncementView,
    BoardCall,
    BoardCell,
    BoardHealth,
    BoardView,
    CallDeliveryView,
    VoiceClaim,
)
from hall.views.breaks import BreaksView
from hall.views.changes import ClosedView
from hall.views.counters import (
    CounterChoice,
    CounterInfo,
    CounterView,
    DayFigures,
    HandoverNote,
    NextView,
    PauseView,
    QueueRow,
    ServiceChoice,
    UndoStepView,
    UndoView,
)
from hall.views.details import FloorDetails, QueuedNumber, StaffedCounter
from hall.views.devices import PrinterView, PrintingKiosk, SheetPrint
from hall.views.finding import FoundTickets
from hall.views.floor import (
    Arrivals,
    FloorAgency,
    FloorFigures,
    FloorService,
    FloorView,
    StationLine,
)
from hall.views.hall import (
    AgencyView,
    AlarmRecord,
    AlarmView,
    HallView,
    KioskView,
    OpeningView,
    ServiceView,
    StatusView,
)
from hall.views.incidents import IncidentNote, IncidentView, PlanView
from hall.views.overview import OverviewAgency, OverviewObstacle, OverviewPlan, OverviewView
from hall.views.staff import StaffEventView, UserView
from hall.views.survey import SurveyComment, SurveyImport, SurveySheet
from hall.views.tickets import (
    BookingView,
    CallView,
    EventView,
    ManualImport,
    MissingSlip,
    PrintJobView,
    TicketPromiseView,
    TicketView,
    WithdrawnImport,
)

__all__ = [
    "AgencyView",
    "AlarmRecord",
    "AlarmView",
    "AnnouncementView",
    "Arrivals",
    "BoardCall",
    "BoardCell",
    "BoardHealth",
    "BoardView",
    "BookingView",
    "BreaksView",
    "CallDeliveryView",
    "CallView",
    "ClosedView",
    "CounterChoice",
    "CounterInfo",
    "CounterView",
    "DayFigures",
    "EventView",
    "FloorAgency",
    "FloorDetails",
    "FloorFigures",
    "FloorService",
    "FloorView",
    "FoundTickets",
    "HallView",
    "HandoverNote",
    "IncidentNote",
    "IncidentView",
    "KioskView",
    "ManualImport",
    "MissingSlip",
    "NextView",
    "OpeningView",
    "OverviewAgency",
    "OverviewObstacle",
    "OverviewPlan",
    "OverviewView",
    "PauseView",
    "PlanView",
    "PrintJobView",
    "PrinterView",
    "PrintingKiosk",
    "QueueRow",
    "QueuedNumber",
    "Reason",
    "ServiceChoice",
    "ServiceView",
    "SheetPrint",
    "StaffEventView",
    "StaffedCounter",
    "StationLine",
    "StatusView",
    "SurveyComment",
    "SurveyImport",
    "SurveySheet",
    "TicketPromiseView",
    "TicketView",
    "UndoStepView",
    "UndoView",
    "UserView",
    "VoiceClaim",
    "WithdrawnImport",
]
