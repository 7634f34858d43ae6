"""Settings from the environment of the Airflow workers."""

import os

EXPORTS_URL = os.environ.get("EXPORTS_URL", "http://localhost:9400")
ALERT_ADDRESS = os.environ.get("ALERT_ADDRESS", "data@skylark-air.example")
FEATURES_BUCKET = os.environ.get("FEATURES_BUCKET", "skylark-features-dev")
