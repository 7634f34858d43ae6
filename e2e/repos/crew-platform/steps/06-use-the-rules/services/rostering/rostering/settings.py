"""Settings from the environment; see the README."""

import os

CREW_URL = os.environ.get("CREW_URL", "http://localhost:9500")
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
