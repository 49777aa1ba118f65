"""The public API's resolver, which the modules of routes share."""

from shared.runtime.api import Api

app = Api()
