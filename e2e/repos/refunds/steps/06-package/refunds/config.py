"""Settings of the service, read from the environment."""

import os

BOOKINGS_URL = os.environ.get("BOOKINGS_URL", "http://localhost:8000")
VOUCHERS_URL = os.environ.get("VOUCHERS_URL", "http://localhost:8010")
STRIPE_API_KEY = os.environ["STRIPE_API_KEY"]
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
