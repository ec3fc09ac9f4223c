"""Colours of Qt's own widgets at the desk, from the tokens; fonts come from code."""

from __future__ import annotations

from qtkit.theme.qss import sheet

_SHEET = """
QToolTip { background: $ink; color: $white; border: 0; padding: 6px 9px; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar::handle:vertical { background: $desk_edge; border-radius: 4px; min-height: 28px; }
QScrollBar::handle:vertical:hover { background: $desk_field; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $desk_edge; border-radius: 5px; min-width: 28px; }
QScrollBar::handle:horizontal:hover { background: $desk_field; }
QTableView { background: $surface; border: 0; }
QHeaderView { background: $surface; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QComboBox QAbstractItemView, QMenu {
    background: $surface; color: $ink; border: 1px solid $desk_edge; outline: 0; padding: 4px;
}
QComboBox QAbstractItemView::item, QMenu::item { min-height: 34px; padding: 0 14px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected, QMenu::item:selected { background: $teluk100; color: $ink; }
QLineEdit {
    background: $surface; color: $ink; border: 1px solid $desk_field; border-radius: 10px; padding: 0 13px;
    selection-background-color: $accent_fill; selection-color: $white;
}
QLineEdit:hover { background: $desk_hover; }
QLineEdit:focus { background: $surface; border: 2px solid $teluk700; padding: 0 12px; }
QLineEdit[plain="true"] { background: transparent; border-color: transparent; }
QLineEdit[plain="true"]:hover { background: $desk_hover; border-color: $desk_field; }
QLineEdit[plain="true"]:focus { background: $surface; border-color: $teluk700; }
QLineEdit:disabled { color: $desk_disabled; border-color: $desk_line; }
"""


def style_sheet() -> str:
    """The style sheet of the counter's windows."""
    return sheet(_SHEET)
