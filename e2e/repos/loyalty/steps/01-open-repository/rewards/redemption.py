"""Turns points into rewards."""

import uuid

from django.db import transaction

from members.models import Entry, Member
from rewards import partners


class NotEnoughPoints(Exception):
    """The member's balance is below the price."""


@transaction.atomic
def redeem(member, reward):
    """Spend points on a reward and return a voucher, if a partner delivers it.

    The member is locked for the transaction, so that two clicks don't spend the same points, and the
    order comes last, so that a partner who refuses leaves the points where they were.
    """
    locked = Member.objects.select_for_update().get(pk=member.pk)
    if locked.balance < reward.price:
        raise NotEnoughPoints(f"{locked.balance} < {reward.price}")
    Entry.objects.create(
        member=locked,
        points=-reward.price,
        reason=f"Reward {reward.title}",
        reference=f"reward-{uuid.uuid4().hex}",
    )
    if not reward.partner:
        return None
    return partners.order(reward.partner, reward.code, locked.number)
