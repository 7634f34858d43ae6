import pytest

from members.models import Entry, Member
from rewards import redemption
from rewards.models import Reward


@pytest.fixture
def member(db):
    member = Member.objects.create(number="SK00000001", name="Mina Dahl", email="mina@example.com")
    Entry.objects.create(member=member, points=1000, reason="Welcome", reference="welcome-1")
    return member


def test_spends_points(member):
    lounge = Reward.objects.create(code="lounge", title="Lounge", price=800)
    assert redemption.redeem(member, lounge) is None
    assert member.balance == 200


def test_refuses_without_points(member):
    seat = Reward.objects.create(code="seat", title="Seat", price=1200)
    with pytest.raises(redemption.NotEnoughPoints):
        redemption.redeem(member, seat)
    assert member.balance == 1000


def test_leaves_points_when_the_partner_refuses(member, monkeypatch):
    def refuse(*args):
        raise redemption.partners.PartnerError("hotel")

    monkeypatch.setattr(redemption.partners, "order", refuse)
    hotel = Reward.objects.create(code="hotel", title="Hotel", price=900, partner="hotel")
    with pytest.raises(redemption.partners.PartnerError):
        redemption.redeem(member, hotel)
    assert member.balance == 1000
