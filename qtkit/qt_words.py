"""Qt's own words in its dialogs for files and printers, from the program's catalogue: Qt brings no Indonesian."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTranslator

_CONTEXTS = frozenset(
    {
        "QAbstractFileIconProvider",
        "QDialogButtonBox",
        "QFileDialog",
        "QFileSystemModel",
        "QPlatformTheme",
        "QPrintDialog",
        "QPrintSettingsOutput",
        "QPrintWidget",
        "QUnixPrintWidget",
    }
)
_CODES = {
    "%1 already exists.\nDo you want to replace it?": "qt.replace",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": "qt.no_folder",
    "%1 File": "qt.file_of",
    "&Delete": "qt.delete",
    "&Name:": "qt.name_of",
    "&New Folder": "qt.new_folder",
    "&No": "qt.no",
    "&Options <<": "qt.fewer_options",
    "&Options >>": "qt.options",
    "&Print": "qt.print",
    "&Rename": "qt.rename",
    "&Yes": "qt.yes",
    "Back": "qt.back",
    "Cancel": "qt.cancel",
    "Change to detail view mode": "qt.details",
    "Change to list view mode": "qt.list",
    "Collate": "qt.collate",
    "Color": "qt.colour",
    "Color Mode": "qt.colours",
    "Computer": "qt.computer",
    "Copies": "qt.copies",
    "Copies:": "qt.copies_of",
    "Create New Folder": "qt.new_folder",
    "Create a New Folder": "qt.new_folder",
    "Current Page": "qt.current_page",
    "Date Modified": "qt.modified",
    "Detail View": "qt.details",
    "Drive": "qt.drive",
    "Duplex Printing": "qt.both_sides",
    "Files": "qt.files",
    "Folder": "qt.folder",
    "Forward": "qt.forward",
    "Go back": "qt.back",
    "Go forward": "qt.forward",
    "Go to the parent directory": "qt.folder_above",
    "Grayscale": "qt.grey",
    "List View": "qt.list",
    "List of places and bookmarks": "qt.places",
    "Location:": "qt.location",
    "Long side": "qt.long_side",
    "Name": "qt.name",
    "None": "qt.none",
    "OK": "qt.ok",
    "Open": "qt.open",
    "Options": "qt.settings",
    "Output &file:": "qt.file",
    "P&roperties": "qt.properties",
    "Pages from": "qt.pages_from",
    "Parent Directory": "qt.folder_above",
    "Preview": "qt.preview",
    "Print all": "qt.print_all",
    "Print range": "qt.print_range",
    "Print to File (PDF)": "qt.print_to_file",
    "Printer": "qt.printer",
    "Reverse": "qt.reverse",
    "Save": "qt.save",
    "Short side": "qt.short_side",
    "Show &hidden files": "qt.hidden_files",
    "Sidebar": "qt.places",
    "Size": "qt.size",
    "Type": "qt.type",
    "Type:": "qt.type_of",
    "to": "qt.to",
}


class QtWords(QTranslator):
    """Says the words of Qt's dialogs by ``say`` (a code to its text, in the language of the moment)."""

    def __init__(self, say: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # noqa: N803
        code = _CODES.get(sourceText) if context in _CONTEXTS else None
        return None if code is None else self._say(code)
