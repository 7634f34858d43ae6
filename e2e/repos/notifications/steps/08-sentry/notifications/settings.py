"""Settings from the environment. See .env.example."""

import os

BROKER_URL = os.environ.get("BROKER_URL", "redis://localhost:6379/1")
MAIL_URL = os.environ.get("MAIL_URL", "http://localhost:8025/send")
SMS_URL = os.environ.get("SMS_URL", "http://localhost:8026/send")
SMS_KEY = os.environ.get("SMS_KEY", "")
PUSH_URL = os.environ.get("PUSH_URL", "http://localhost:8027/send")
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
