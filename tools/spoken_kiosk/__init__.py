"""A kiosk for somebody who only reads what it says: keys come by lines, and everything that is spoken is a line."""
