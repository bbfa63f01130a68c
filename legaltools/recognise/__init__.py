"""Reading a licence from whatever people write: a name, an address, an identifier, a whole paragraph."""

from legaltools.recognise.answer import Problem, Recognition, Statement
from legaltools.recognise.doubts import CONTRADICTING, DOUBTS
from legaltools.recognise.reading import recognise
from legaltools.recognise.statements import find_statements

__all__ = ["CONTRADICTING", "DOUBTS", "Problem", "Recognition", "Statement", "find_statements", "recognise"]
