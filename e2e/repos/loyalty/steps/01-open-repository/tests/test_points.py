import pytest

from members.models import Tier, tier_for
from members.points import points_for


@pytest.mark.parametrize(
    ("points", "tier"), [(0, Tier.BLUE), (20_000, Tier.SILVER), (45_000, Tier.GOLD)]
)
def test_tiers_begin_at_their_threshold(points, tier):
    assert tier_for(points) == tier


def test_short_flights_earn_a_minimum():
    assert points_for(120, "economy", Tier.BLUE) == 500


def test_gold_earns_half_again():
    assert points_for(1000, "business", Tier.GOLD) == 3000
