import pytest

from seat_map.holds import Holds, SeatTaken


def test_holds_a_seat_for_a_while():
    now = [0.0]
    holds = Holds(seconds=10, clock=lambda: now[0])
    holds.hold("SK412", "4A")
    assert holds.is_held("SK412", "4A")
    now[0] = 11
    assert not holds.is_held("SK412", "4A")


def test_holds_a_seat_once():
    holds = Holds()
    holds.hold("SK412", "4A")
    with pytest.raises(SeatTaken):
        holds.hold("SK412", "4A")
