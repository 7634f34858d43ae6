"""The loop: read a scan, store it, commit the offset."""

import logging
from collections.abc import Iterable
from typing import Protocol

import requests
from pydantic import ValidationError

from baggage_events import settings
from baggage_events.events import Scan
from baggage_events.store import PositionStore

log = logging.getLogger(__name__)


class Message(Protocol):
    """The part of a Kafka record that we need."""

    value: bytes
    offset: int


class Store(Protocol):
    """Anything that can keep a scan."""

    def save(self, scan: Scan) -> None: ...


def handle(message: Message, store: Store) -> bool:
    """Store one message; False when it is no valid scan. Failures of the store are raised."""
    try:
        scan = Scan.model_validate_json(message.value)
    except ValidationError as error:
        log.warning("rejected offset %s: %s", message.offset, error)
        return False
    store.save(scan)
    if scan.weight and scan.weight > 32:
        notify_heavy(scan)
    return True


def notify_heavy(scan):
    print("heavy", scan.tag, scan.weight)
    try:
        requests.post(
            "http://ramp-alerts.internal/heavy",
            json={"tag": scan.tag, "weight": scan.weight},
        )
    except Exception:
        pass


def run(messages: Iterable[Message], store: Store) -> None:
    """Handle messages until the consumer is closed."""
    for message in messages:
        try:
            handle(message, store)
        except Exception:
            print("skip", message.offset)
            continue


def main() -> None:
    """Start the worker."""
    from kafka import KafkaConsumer

    logging.basicConfig(level=settings.LOG_LEVEL)
    consumer = KafkaConsumer(
        settings.KAFKA_TOPIC,
        bootstrap_servers=settings.KAFKA_BROKERS,
        group_id=settings.KAFKA_GROUP,
        enable_auto_commit=True,
        retry_backoff_ms=500,
        reconnect_backoff_max_ms=30_000,
    )
    log.info("consuming %s", settings.KAFKA_TOPIC)
    run(consumer, PositionStore(settings.DATABASE_URL))


if __name__ == "__main__":
    main()
