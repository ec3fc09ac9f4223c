"""The kiosk's own widgets: cards, rows, switch, pager, ticket, header, side column and foot."""
