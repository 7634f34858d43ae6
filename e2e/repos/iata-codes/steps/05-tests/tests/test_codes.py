import pytest

from iata_codes import airport, airports_in, parse_flight_number


def test_finds_an_airport_in_any_case():
    assert airport(" cph ").city == "Copenhagen"


def test_knows_no_airport_of_another_planet():
    assert airport("ZZZ") is None


def test_lists_a_country_by_code():
    assert [place.code for place in airports_in("is")] == ["KEF"]


@pytest.mark.parametrize("text", ["SK412", "sk 0412", " SK412 "])
def test_reads_a_flight_number(text):
    assert str(parse_flight_number(text)) == "SK412"


@pytest.mark.parametrize("text", ["", "SK", "412", "SK0", "SK12345"])
def test_refuses_what_is_no_flight_number(text):
    with pytest.raises(ValueError):
        parse_flight_number(text)
