"""Settings from the environment; see the table in the README."""

import os

KAFKA_BROKERS = os.environ.get("KAFKA_BROKERS", "localhost:9092").split(",")
KAFKA_TOPIC = os.environ.get("KAFKA_TOPIC", "baggage.scans")
KAFKA_GROUP = os.environ.get("KAFKA_GROUP", "baggage-events")
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://localhost/baggage")
METRICS_PORT = int(os.environ.get("METRICS_PORT", "9100"))
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
