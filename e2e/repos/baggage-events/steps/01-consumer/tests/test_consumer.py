from dataclasses import dataclass

from baggage_events.consumer import handle, run
from baggage_events.events import Scan

SCAN = (
    b'{"tag": "0117123456", "airport": "CPH", "place": "sorting",'
    b' "flight": "SK412", "scanned_at": "2031-04-02T07:30:00Z"}'
)


@dataclass
class Record:
    value: bytes
    offset: int = 1


class MemoryStore:
    def __init__(self) -> None:
        self.scans: list[Scan] = []

    def save(self, scan: Scan) -> None:
        self.scans.append(scan)


def test_stores_a_scan():
    store = MemoryStore()
    assert handle(Record(SCAN), store)
    assert store.scans[0].tag == "0117123456"


def test_rejects_what_is_no_scan():
    store = MemoryStore()
    assert not handle(Record(b"{}"), store)
    assert store.scans == []


def test_goes_on_after_a_rejected_message():
    store = MemoryStore()
    run([Record(b"garbage"), Record(SCAN)], store)
    assert len(store.scans) == 1
