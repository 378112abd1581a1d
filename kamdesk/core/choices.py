"""Choices that know their own word: an enum whose members carry the English msgid that names them."""

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """`FULL = "full", N_("Full")` - stored as "full", shown as the translation of "Full"."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
