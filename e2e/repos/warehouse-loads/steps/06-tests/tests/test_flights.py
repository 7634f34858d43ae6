from dags.load_flights import flight_row


def test_a_flight_without_delay_is_on_time():
    row = {"number": "SK412", "origin": "CPH", "destination": "OSL", "delay": ""}
    assert flight_row("2031-04-02", row)[-1] is None


def test_delays_are_numbers():
    row = {"number": "SK412", "origin": "CPH", "destination": "OSL", "delay": "17"}
    assert flight_row("2031-04-02", row)[-1] == 17
