"""How flights become points."""

from members.models import Entry, Member, Tier

CABIN_FACTOR = {"economy": 1, "business": 2}
TIER_BONUS = {Tier.BLUE: 0, Tier.SILVER: 25, Tier.GOLD: 50}
MINIMUM = 500


def points_for(miles, cabin, tier):
    """Return the points of one flight; short flights earn a minimum."""
    base = max(miles * CABIN_FACTOR[cabin], MINIMUM)
    return base + base * TIER_BONUS[tier] // 100


def credit_flight(member: Member, flight, date, miles, cabin):
    """Credit a flight once, however often it is reported."""
    entry, _ = Entry.objects.get_or_create(
        reference=f"{flight}-{date:%Y%m%d}-{member.number}",
        defaults={
            "member": member,
            "points": points_for(miles, cabin, member.tier),
            "reason": f"Flight {flight}",
        },
    )
    return entry
