"""How calls are said, written down once more by hand: the tests hold the grammars of the pack against it."""

from __future__ import annotations

import re

ID_LETTERS = {
    "A": "a", "B": "be", "C": "ce", "D": "de", "E": "e", "F": "ef", "G": "ge", "H": "ha", "I": "i",
    "J": "je", "K": "ka", "L": "el", "M": "em", "N": "en", "O": "o", "P": "pe", "Q": "ki", "R": "er",
    "S": "es", "T": "te", "U": "u", "V": "fe", "W": "we", "X": "eks", "Y": "ye", "Z": "zet",
}  # fmt: skip
ID_DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
EN_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
EN_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def indonesian(number: int) -> str:
    """A whole number in Indonesian words."""
    if number < 12:
        return [*ID_DIGITS, "sepuluh", "sebelas"][number]
    if number < 20:
        return f"{ID_DIGITS[number - 10]} belas"
    if number < 100:
        return f"{ID_DIGITS[number // 10]} puluh" + _rest(number % 10)
    if number < 1000:
        hundreds = "seratus" if number < 200 else f"{ID_DIGITS[number // 100]} ratus"
        return hundreds + _rest(number % 100)
    thousands = "seribu" if number < 2000 else f"{indonesian(number // 1000)} ribu"
    return thousands + _rest(number % 1000)


def _rest(number: int) -> str:
    return f" {indonesian(number)}" if number else ""


def english(number: int) -> str:
    """A whole number in English words."""
    if number < 20:
        return EN_SMALL[number]
    if number < 100:
        return EN_TENS[number // 10] + (f" {EN_SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = number % 100
        return f"{EN_SMALL[number // 100]} hundred" + (f" and {english(rest)}" if rest else "")
    rest = number % 1000
    joint = " and " if rest < 100 else " "
    return f"{english(number // 1000)} thousand" + (f"{joint}{english(rest)}" if rest else "")


WHOLE = {"id": indonesian, "en": english}


def one_by_one(language: str, text: str) -> str:
    """Letters and digits by name."""
    return " ".join(_one(language, character) for character in text)


def _one(language: str, character: str) -> str:
    if character.isdigit():
        return (ID_DIGITS if language == "id" else EN_SMALL)[int(character)]
    return f"huruf-{ID_LETTERS[character]}" if language == "id" else f"letter-{character.lower()}"


def label(language: str, text: str) -> str:
    """A counter's label: numbers as a whole, letters by name."""
    runs = re.findall(r"\d+|[A-Z]", text)
    return " ".join(WHOLE[language](int(run)) if run.isdigit() else _one(language, run) for run in runs)


def call(
    language: str, prefix: str, number: int, counter: str, numbers: str = "digits", kind: str = "call"
) -> list[str]:
    """The clips of a call in one language, in order."""
    digits = f"{number:03d}"
    value = one_by_one(language, digits) if numbers == "digits" else WHOLE[language](number)
    code, desk = f"{one_by_one(language, prefix)} {value}", label(language, counter)
    if language == "id":
        text = {
            "call": f"nomor-antrean {code} silakan-menuju-loket {desk}",
            "recall": f"panggilan-ulang nomor-antrean {code} silakan-menuju-loket {desk}",
            "short": f"{code} loket {desk}",
        }[kind]
    else:
        text = {
            "call": f"queue-number {code} please-go-to-counter {desk}",
            "recall": f"calling-again queue-number {code} please-go-to-counter {desk}",
            "short": f"{code} counter {desk}",
        }[kind]
    return [f"{language}/{name}" for name in text.split()]
