import sentry_sdk

from quotes.settings import settings


def start_telemetry() -> None:
    sentry_sdk.init(dsn=settings.sentry_dsn, environment=settings.environment)
