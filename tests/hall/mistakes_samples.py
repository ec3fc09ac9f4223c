"""A hall's config.toml, and the mistakes that people make in one: what stood there, what they typed, what is said."""

from __future__ import annotations

HALL = """\
name = "MPP Uji"
city = "Kota Uji"
timezone = "Asia/Makassar"
always_open = false
language = "id"
running_text = [
    "Selamat datang",
    "Simpan kertas antrean",
    "Jaga kebersihan",
]

[hours]
monday = ["07:30-12:00", "13:00-16:00"]
friday = ["07:30-11:30"]

[rules]
priority_streak = 2
longest_wait_minutes = 45
day_close = "23:00"

[database]
url = "sqlite:///hall.db"

[[zone]]
id = "podium"
name = "Podium"
pictogram = "podium"
arrows = ["up", "left"]

[[zone]]
id = "menara"
name = "Menara"
pictogram = "menara"

[[agency]]
id = "disdukcapil"
name = "Disdukcapil"
full_name = "Dinas Kependudukan"
icon = "card-account-details"
colour = "#1D4E89"

[[agency.service]]
prefix = "A"
name = "Perekaman"
name_en = "Enrolment"
requirement = "Bawa KK"
promised_minutes = 15

[[agency.service]]
prefix = "B"
name = "Cetak ulang"
name_en = "Replacement"
promised_minutes = 10

[[agency]]
id = "imigrasi"
name = "Imigrasi"
full_name = "Kantor Imigrasi"
icon = "passport"
colour = "#5B3A8C"

[[agency.service]]
prefix = "2G"
name = "Paspor"
name_en = "Passport"
promised_minutes = 20

[[counter]]
label = "7"
zone = "podium"
agency = "disdukcapil"
services = ["A", "B"]

[[counter]]
label = "21"
zone = "menara"
agency = "imigrasi"
services = ["2G"]
also = ["A"]

[[station]]
name = "kiosk-1"
printer = "tcp://192.168.10.21:9100"
paper_mm = 80
diagonal_inch = 21.5

[[station]]
name = "board-1"
zone = "menara"
distance_m = 10
"""

MONDAY = 'monday = ["07:30-12:00", "13:00-16:00"]'
URL = 'url = "sqlite:///hall.db"'
PRINTER = 'printer = "tcp://192.168.10.21:9100"'
IMIGRASI = 'id = "imigrasi"\nname'

NEED = """\
[[need]]
id = "lahir"
name = "Bayi lahir"
name_en = "A baby is born"
icon = "baby-carriage"
services = ["A", "BB"]

"""

# what is in the file, what is written instead, line of the error, key, and parts of the remedy
MISTAKES = [
    # single values
    ('"Asia/Makassar"', '"Asia/Makasar"', 3, "timezone", 'not a time zone; did you mean "Asia/Makassar"?'),
    ('"Asia/Makassar"', '"WITA"', 3, "timezone", 'did you mean "Asia/Makassar"?'),
    ('"Asia/Makassar"', '"Asia"', 3, "timezone", "not a time zone"),
    ('"Asia/Makassar"', '"../etc/passwd"', 3, "timezone", "not a time zone"),
    ("always_open = false", 'always_open = "false"', 4, "always_open", "true or false, without quotes"),
    ('language = "id"', 'language = "in"', 5, "language", '"id" or "en"'),
    ('name = "MPP Uji"', 'name = ""', 1, "name", "is empty; allowed: the hall's name"),
    ('name = "MPP Uji"', 'name = """MPP\nUji"""', 1, "name", "line break"),
    ('name = "MPP Uji"', f'name = "{"x" * 61}"', 1, "name", "longer than 60 characters"),
    ('"Simpan kertas antrean"', "3", 8, "running_text[2]", 'not text in quotes; did you mean "3"?'),
    ("priority_streak = 2", "priority_streak = -1", 17, "rules.priority_streak", "-1: is below 1; allowed: a whole"),
    ("longest_wait_minutes = 45", "longest_wait_minutes = 45.5", 18, "rules.longest_wait_minutes", "whole minutes"),
    ('day_close = "23:00"', 'day_close = "15:00"', 19, "rules.day_close", "16:00 or later"),
    ('day_close = "23:00"', "day_close = 23:00:00", 19, "rules.day_close", 'did you mean "23:00"?'),
    ('pictogram = "podium"', 'pictogram = "podum"', 27, "zone[1 podium].pictogram", 'did you mean "podium"?'),
    ('["up", "left"]', '["up", "west"]', 28, "zone[1 podium].arrows[2]", '"down"'),
    ('colour = "#1D4E89"', 'colour = "1D4E89"', 40, "agency[1 disdukcapil].colour", 'did you mean "#1D4E89"?'),
    ('colour = "#1D4E89"', 'colour = "biru"', 40, "agency[1 disdukcapil].colour", '"#RRGGBB"'),
    ('"card-account-details"', '"card-acount-details"', 39, "agency[1 disdukcapil].icon", '"card-account-details"?'),
    ('"passport"', '"mdi6.passport"', 59, "agency[2 imigrasi].icon", 'did you mean "passport"?'),
    (IMIGRASI, 'id = "Imigrasi"\nname', 56, "agency[2 Imigrasi].id", 'did you mean "imigrasi"?'),
    ("minutes = 15", "minutes = -15", 47, "agency[1 disdukcapil].service[1].promised_minutes", "from 1 to 480"),
    ('prefix = "B"', 'prefix = "b"', 50, "agency[1 disdukcapil].service[2].prefix", 'did you mean "B"?'),
    ('prefix = "B"', 'prefix = "LONG"', 50, "agency[1 disdukcapil].service[2].prefix", "1 to 3 of A-Z and 0-9"),
    ('label = "7"', "label = 7", 69, "counter[1].label", 'did you mean "7"?'),
    ('label = "7"', 'label = "7b"', 69, "counter[1 label 7b].label", 'did you mean "7B"?'),
    ("paper_mm = 80", "paper_mm = 81", 84, "station[1 kiosk-1].paper_mm", "80 or 58"),
    ("= 21.5", "= -21.5", 85, "station[1 kiosk-1].diagonal_inch", "from 3 to 200"),
    ("distance_m = 10", "distance_m = nan", 90, "station[2 board-1].distance_m", "metres from 0.3 to 100"),
    ("distance_m = 10", 'board.arrows = { menara = "west" }', 90, "station[2 board-1].board.arrows.menara", '"down"'),
    ("distance_m = 10", 'board.arrows = { menra = "up" }', 90, "station[2 board-1].board.arrows.menra", '"menara"?'),
    (
        "distance_m = 10",
        'board.arrows = "up"',
        90,
        "station[2 board-1].board.arrows",
        "is not a table; allowed: ids",
    ),
    ("distance_m = 10", "board.arrows = { menara = 1 }", 90, "station[2 board-1].board.arrows.menara", "in quotes"),
    (
        '"menara"\ndistance_m = 10',
        '"podium"\nboard.agencies = ["imigrasi"]',
        90,
        "station[2 board-1].board.agencies",
        'no counter of zone "podium" serves them, so this board would never show a call; allowed: disdukcapil',
    ),
    # hours
    (MONDAY, 'monday = ["7:30-25:00"]', 13, "hours.monday[1]", "25:00 is not a time of day"),
    (MONDAY, 'monday = ["07.30-12.00"]', 13, "hours.monday[1]", 'did you mean "07:30-12:00"?'),
    (
        MONDAY,
        'monday = ["22:00-02:00"]',
        13,
        "hours.monday[1]",
        "goes past midnight; write 22:00-23:59 for this day and 00:00-02:00 for the day after it",
    ),
    (MONDAY, 'monday = ["12:00-07:30"]', 13, "hours.monday[1]", 'ends before it begins; did you mean "07:30-12:00"?'),
    (MONDAY, 'monday = ["07:30-07:30"]', 13, "hours.monday[1]", "ends when it begins"),
    (MONDAY, 'monday = ["07:30:15-12:00"]', 13, "hours.monday[1]", "07:30:15 is not a time such as 07:30"),
    (MONDAY, 'monday = ["07:30-24:00"]', 13, "hours.monday[1]", "24:00 is not a time of day"),
    (MONDAY, 'monday = ["07:30-13:30", "13:00-16:00"]', 13, "hours.monday", "overlap"),
    (MONDAY, 'monday = ["13:00-16:00", "07:30-13:30"]', 13, "hours.monday", "overlap"),
    (MONDAY, 'monday = "07:30-12:00"', 13, "hours.monday", "is not a list; allowed: a list such as"),
    (MONDAY, "monday = [7]", 13, "hours.monday[1]", "not text in quotes"),
    (MONDAY, 'senin = ["07:30-12:00"]', 13, "hours.senin", 'unknown key; did you mean "monday"?'),
    # unknown and missing keys, tables of the wrong kind
    ('city = "Kota Uji"', 'ctiy = "Kota Uji"', 2, "ctiy", 'unknown key; did you mean "city"?'),
    ('city = "Kota Uji"\n', "", 1, "city", "is missing; allowed: the city's name"),
    ('name_en = "Passport"\n', "", 62, "agency[2 imigrasi].service[1].name_en", "is missing"),
    ("colour = ", "color = ", 40, "agency[1 disdukcapil].color", 'did you mean "colour"?'),
    ("[rules]", "[rule]", 16, "rule", 'unknown table; did you mean "rules"?'),
    ("distance_m = 10", "always_open = true", 90, "station[2 board-1].always_open", "above the first [table]"),
    ("[hours]", "[[hours]]", 12, "hours", "is in double brackets; allowed: a table [hours]"),
    ("[rules]", "[station]", 81, "station", "[station] and [[station]] cannot stand together in one file, see line 16"),
    # the database: what may hold a password is not repeated
    (URL, 'url = "mysql://hall:geheim@db/hall"', 22, "database.url", '"mysql://…": is no database'),
    (URL, 'url = "postgres://hall:geheim@db/hall"', 22, "database.url", 'did you mean "postgresql://…"?'),
    (URL, 'url = "postgresql://hall:ge/heim@db:x/hall"', 22, "database.url", "%40"),
    (URL, 'url = "sqlite://hall.db"', 22, "database.url", 'did you mean "sqlite:///…"?'),
    (URL, 'url = "sqlite:///:memory:"', 22, "database.url", "cannot be in memory"),
    (URL, 'url = "hall.db"', 22, "database.url", "not a database URL"),
    (URL, 'ulr = "postgresql://hall:geheim@db/hall"', 22, "database.ulr", 'did you mean "url"?'),
    (URL, "url = postgresql://hall:geheim@db/hall", 22, "database.url", 'quotes, such as url = "…"'),
    # printers
    (PRINTER, 'printer = "192.168.10.21"', 83, "station[1 kiosk-1].printer", '"tcp://192.168.10.21:9100"?'),
    (PRINTER, 'printer = "tcp://192.168.10.21:99999"', 83, "station[1 kiosk-1].printer", "from 1 to 65535"),
    (PRINTER, 'printer = "file://dev/usb/lp0"', 83, "station[1 kiosk-1].printer", '"file:///dev/usb/lp0"?'),
    (PRINTER, 'printer = "lpt1"', 83, "station[1 kiosk-1].printer", "paper:slips"),
    (PRINTER, 'printer = "usb://epson"', 83, "station[1 kiosk-1].printer", '"usb://04b8:0e15"?'),
    (PRINTER, 'printer = "serial:///dev/ttyS0?speed=9600"', 83, "station[1 kiosk-1].printer", 'option "speed"'),
    (PRINTER, 'printer = "serial:///dev/ttyS0?bauds=9600"', 83, "station[1 kiosk-1].printer", "ttyS0?baud=9600"),
    (PRINTER, 'printer = "serial:///dev/ttyS0?baud=96"', 83, "station[1 kiosk-1].printer", 'speed "96"'),
    (PRINTER, 'printer = "serial:///dev/ttyS0?flow=foo"', 83, "station[1 kiosk-1].printer", 'flow "foo"; there are ds'),
    (PRINTER, 'printer = "serial:///dev/ttyS0?flow=xonxof"', 83, "station[1 kiosk-1].printer", '?flow=xonxoff"?'),
    (PRINTER, 'printer = "serial://"', 83, "station[1 kiosk-1].printer", "baud=115200"),
    (PRINTER, 'printer = "paper:x"\nfallback = "kiosk-9"', 84, "station[1 kiosk-1].fallback", "no such station"),
    (
        PRINTER,
        'printer = "paper:x"\nfallback = "kiosk-1"',
        84,
        "station[1 kiosk-1].fallback",
        "itself; allowed: another",
    ),
    # slips
    (URL, f'{URL}\n\n[slip]\nclosing_sheet = "kiosk-9"', 25, "slip.closing_sheet", "no such station with a printer"),
    (URL, f'{URL}\n\n[slip]\nclosing_sheet = "kiosk1"', 25, "slip.closing_sheet", 'did you mean "kiosk-1"?'),
    (URL, f'{URL}\n\n[slip]\nclosing_sheet = "board-1"', 25, "slip.closing_sheet", "allowed: kiosk-1"),
    (URL, f"{URL}\n\n[slip]\nclosing_sheet = 1", 25, "slip.closing_sheet", 'such as "kiosk-1"'),
    ("[database]", '[slip]\nlogo = "no.png"\n\n[database]', 22, "slip.logo", "the file does not exist"),
    (
        "[database]",
        '[slip]\nfooter = ["Baik", "Baik \u2713"]\n\n[database]',
        22,
        "slip.footer[2]",
        'cannot print "\u2713"',
    ),
    (
        '"Jaga kebersihan"',
        '"Gangguan \U0001f6a8"',
        9,
        "running_text[3]",
        'boards cannot show "\U0001f6a8"; allowed: Latin letters and characters, no pictures',
    ),
    (
        'name_en = "Enrolment"',
        'name_en = "\u767b\u9332"',
        45,
        "agency[1 disdukcapil].service[1].name_en",
        'cannot print "\u767b\u9332"',
    ),
    (PRINTER, 'printer = "paper:x"\nprint_mode = "foto"', 84, "station[1 kiosk-1].print_mode", "raster"),
    (PRINTER, 'printer = "paper:x"\nroll_m = 0', 84, "station[1 kiosk-1].roll_m", "1 to 300"),
    (PRINTER, 'printer = "paper:"', 83, "station[1 kiosk-1].printer", "is not a printer"),
    # one table against another
    (IMIGRASI, 'id = "disdukcapil"\nname', 56, "agency[2 disdukcapil].id", "stands twice, first on line 36"),
    ('id = "menara"', 'id = "podium"', 31, "zone[2 podium].id", "stands twice, first on line 25"),
    ('prefix = "2G"', 'prefix = "A"', 63, "agency[2 imigrasi].service[1].prefix", "stands twice, first on line 43"),
    ('"Cetak ulang"', '"Perekaman"', 51, "agency[1 disdukcapil].service[2].name", "first on line 44"),
    ('label = "21"', 'label = "7"', 75, "counter[2 label 7].label", "stands twice, first on line 69"),
    ('"board-1"', '"kiosk-1"', 88, "station[2 kiosk-1].name", "stands twice, first on line 82"),
    ('services = ["A", "B"]', 'services = ["A", "BB"]', 72, "counter[1 label 7].services[2]", 'did you mean "B"?'),
    ('services = ["A", "B"]', "services = []", 72, "counter[1 label 7].services", "is empty"),
    ('services = ["A", "B"]\n', "", 68, "counter[1 label 7].services", "is missing; allowed: a list of prefixes"),
    ('["A", "B"]', '["A", "B", "A"]', 72, "counter[1 label 7].services[3]", "each service once"),
    ('["A", "B"]', '["A"]', 50, "agency[1 disdukcapil].service[2].prefix", "no counter serves this service"),
    ('zone = "podium"', 'zone = "podum"', 70, "counter[1 label 7].zone", 'did you mean "podium"?'),
    ('agency = "imigrasi"', 'agency = "imigrsi"', 77, "counter[2 label 21].agency", 'did you mean "imigrasi"?'),
    ('"menara"\ndistance', '"Menara"\ndistance', 89, "station[2 board-1].zone", 'did you mean "menara"?'),
    # What people say, and what happens in a life
    ('prefix = "B"', 'prefix = "B"\nwords = ["kk", ""]', 51, "agency[1 disdukcapil].service[2].words[2]", "is empty"),
    ("[rules]", f'[kiosk]\npopular = ["{"x" * 25}"]\n[rules]', 17, "kiosk.popular[1]", "longer than 24 characters"),
    ("[[zone]]", f"{NEED}[[zone]]", 29, "need[1 lahir].services[2]", 'did you mean "B"?'),
    ("[[zone]]", f"{NEED.replace('BB', 'A')}[[zone]]", 29, "need[1 lahir].services[2]", "each service once"),
    (
        "[[zone]]",
        f"{NEED.replace('baby-carriage', 'baby-cariage')}[[zone]]",
        28,
        "need[1 lahir].icon",
        "is an unknown icon",
    ),
    # TOML itself
    ('name = "MPP Uji"', "name = MPP Uji", 1, "name", 'straight double quotes, such as name = "…"'),
    ('name = "MPP Uji"', "name = “MPP Uji”", 1, "name", "curly quotes"),
    ('name = "MPP Uji"', 'name = "MPP Uji', 1, "name", "closing quote at the end of the same line"),
    ('name = "MPP Uji"', "name MPP", 1, "line", "no equals sign"),
    ('name = "MPP Uji"', r'name = "MPP\Uji"', 1, "name", "two backslashes"),
    ('name = "MPP Uji"', 'name = """MPP Uji', 1, "name", "is not closed"),
    ("always_open = false", "always_open = False", 4, "always_open", "true or false, in small letters"),
    ("always_open = false", "always_open =", 4, "always_open", "nothing after the equals sign"),
    ('"Simpan kertas antrean"', f'"{"x" * 201}"', 8, "running_text[2]", "longer than 200 characters"),
    ('"Simpan kertas antrean",', '"Simpan kertas antrean"', 9, "running_text", "without a comma"),
    (MONDAY, MONDAY[:-1], 13, "hours.monday", "begins here is not closed"),
    ("priority_streak = 2", "priority_streak = 02", 17, "rules.priority_streak", "without leading zeros"),
    ('day_close = "23:00"', "day_close = 23:00", 19, "rules.day_close", 'in quotes, such as "23:00"'),
    ('prefix = "A"', 'prefix = "A"\nprefix = "Z"', 44, "agency[1 disdukcapil].service[1].prefix", "first on line 43"),
    ("[rules]", "[hours]", 16, "hours", "this table stands twice, first on line 12"),
    ("[rules]", "[rules", 16, "rules", "a header that is not closed"),
    ("[[counter]]\nlabel", "[counter]\nlabel", 68, "counter", "[[counter]], in double brackets"),
    ('name = "MPP Uji"', 'name = "MPP Uji"\x00', 1, "name", "NUL"),
    ('name = "MPP Uji"', "name = " + "[" * 5000, 1, "name", "brackets inside brackets"),
    ("priority_streak = 2", "priority_streak = " + "9" * 5000, 17, "rules.priority_streak", "thousands of digits"),
    ("priority_streak = 2", "priority_streak = 0x" + "f" * 5000, 17, "rules.priority_streak", "very large number"),
]
