"""The HTTP side that the modules of routes share."""

from functions.applications.attempts import attempted
from shared.runtime.api import Api
from shared.runtime.attempts import note

app = Api("your application", attempted, note)
