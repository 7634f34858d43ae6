from seat_map.cabin import CABINS


def test_counts_the_seats():
    assert len(CABINS["A320"].seats()) == 180


def test_an_atr_has_no_middle_seats():
    assert not any(seat.endswith("B") for seat in CABINS["ATR72"].seats())
