from decimal import ROUND_HALF_UP, Decimal

from quotes.fares import base_fare
from quotes.models import Quote, QuoteLine, QuoteRequest
from quotes.rates import rate_to

CHILD_DISCOUNT = Decimal("0.33")
BAG = Decimal("180")
PASSENGER_TAX = Decimal("30")
CENT = Decimal("0.01")


def price(request: QuoteRequest) -> Quote:
    rate = rate_to(request.currency)
    lines = []
    for leg in request.legs:
        fare = base_fare(leg)
        share = request.adults + request.children * (1 - CHILD_DISCOUNT)
        lines.append(line(f"Fare {leg.origin}-{leg.destination}", fare * share * rate))
    travellers = request.adults + request.children
    lines.append(line("Passenger tax", PASSENGER_TAX * travellers * len(request.legs) * rate))
    if request.bags:
        lines.append(line("Bags", BAG * request.bags * len(request.legs) * rate))
    total = sum((entry.amount for entry in lines), Decimal(0))
    return Quote(lines=lines, total=total, currency=request.currency)


def line(text: str, amount: Decimal) -> QuoteLine:
    return QuoteLine(text=text, amount=amount.quantize(CENT, ROUND_HALF_UP))
