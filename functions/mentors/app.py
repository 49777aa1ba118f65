"""The HTTP side that the modules of routes share."""

from functions.mentors.attempts import attempted
from shared.runtime.api import Api
from shared.runtime.attempts import note

app = Api("your form and your matches", attempted, note)
