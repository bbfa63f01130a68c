"""Reading a licence from whatever people write: a name, an address, an identifier, a whole paragraph."""

from licences.core.recognise.answer import Problem, Recognition, Statement
from licences.core.recognise.doubts import CONTRADICTING, DOUBTS
from licences.core.recognise.reading import recognise
from licences.core.recognise.statements import find_statements

__all__ = ["CONTRADICTING", "DOUBTS", "Problem", "Recognition", "Statement", "find_statements", "recognise"]
