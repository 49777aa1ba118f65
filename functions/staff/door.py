"""The one resolver that the staff's routes are registered with."""

from shared.runtime.api import Api

app = Api()
