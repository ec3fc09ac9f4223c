"""Finding a service by what people type: any of its names and everyday words, however they are spelled. Pure."""

from hall.finding.index import Found, Hit, Index
from hall.finding.marking import Titled
from hall.finding.subjects import Subject
from hall.finding.vocabulary import How

__all__ = ["Found", "Hit", "How", "Index", "Subject", "Titled"]
