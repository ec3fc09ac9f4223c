"""A language that nobody speaks: it counts in twenties, and says the rest first. And how it is said, by hand."""

from __future__ import annotations

from string import ascii_uppercase

DIGITS = ("zub", "pim", "talo", "krin", "vosk", "fenu", "gaspo", "hild", "jemu", "nokt")

GRAMMAR = f"""name = "Invented"

[pauses]
spelled = 0.06

[phrases]
number = ["{{prefix}}", 0.2, "{{value}}"]
call = ["numbo", 0.06, "{{number}}", 0.5, "iru-al", 0.06, "{{counter}}", [0.3, "{{agency}}"]]
recall = ["refoje", 0.6, "numbo", "{{number}}", 0.5, "iru-al", "{{counter}}"]
short = ["{{number}}", 0.5, "iru-al", "{{counter}}"]

[letters]
{chr(10).join(f'{letter} = "l-{letter.lower()}"' for letter in ascii_uppercase)}

[digits]
{chr(10).join(f'{value} = "{name}"' for value, name in enumerate(DIGITS))}

[rules]
{chr(10).join(f'{value} = "{name}"' for value, name in enumerate(DIGITS))}
10 = "dukt"
11 = "> o dukt"
"20/20" = "[> ma ]skor"
"40/20" = "[> ma ]< skor"
"400/20" = "dorn[ u >]"
"800/20" = "< dorn[ u >]"
"""
NAMES = (
    *DIGITS, "dukt", "o", "ma", "skor", "dorn", "u", "numbo", "iru-al", "refoje",
    *(f"l-{one.lower()}" for one in ascii_uppercase),
)  # fmt: skip
WORDS = "".join(f'{name} = "{name}"\n' for name in NAMES)


def said(number: int) -> str:
    """A number from 0 to 999."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "dukt" if number == 10 else f"{DIGITS[number - 10]} o dukt"
    if number < 400:
        twenties, rest = divmod(number, 20)
        tail = "skor" if twenties == 1 else f"{said(twenties)} skor"
        return f"{said(rest)} ma {tail}" if rest else tail
    fields, rest = divmod(number, 400)
    head = "dorn" if fields == 1 else f"{said(fields)} dorn"
    return f"{head} u {said(rest)}" if rest else head
