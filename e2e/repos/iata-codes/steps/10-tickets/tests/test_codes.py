import pytest

from iata_codes import airport, airports_in, parse_flight_number
from iata_codes.airports import distance_class
from iata_codes.tickets import check_digit, is_bag_tag, parse_ticket_number


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


def test_classifies_routes():
    assert distance_class("CPH", "AAL") == "domestic"
    assert distance_class("CPH", "OSL") == "nordic"


def test_reads_a_ticket_number():
    ticket = parse_ticket_number("117-2412345678")
    assert str(ticket) == "117-2412345678"
    assert ticket.issuer() == "SK"


def test_refuses_a_wrong_check_digit():
    good = check_digit("2412345678")
    with pytest.raises(ValueError):
        parse_ticket_number(f"117-2412345678{(good + 1) % 7}")


def test_knows_bag_tags():
    assert is_bag_tag("0117123456")
    assert not is_bag_tag("0000000000")
