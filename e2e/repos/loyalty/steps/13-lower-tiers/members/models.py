"""Members and their ledger of points."""

from datetime import timedelta

from django.db import models
from django.db.models import Sum
from django.utils import timezone

QUALIFYING_DAYS = 365


class Tier(models.TextChoices):
    """Tiers, lowest first."""

    BLUE = "blue", "Blue"
    SILVER = "silver", "Silver"
    GOLD = "gold", "Gold"


THRESHOLDS = [(Tier.GOLD, 40_000), (Tier.SILVER, 18_000)]


class Member(models.Model):
    """A frequent flyer."""

    number = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    joined = models.DateField(auto_now_add=True)

    def __str__(self):
        return f"{self.number} {self.name}"

    @property
    def balance(self):
        return self.entries.aggregate(total=Sum("points"))["total"] or 0

    @property
    def tier(self):
        since = timezone.now() - timedelta(days=QUALIFYING_DAYS)
        earned = self.entries.filter(points__gt=0, booked_at__gte=since)
        points = earned.aggregate(total=Sum("points"))["total"] or 0
        return tier_for(points)


class Entry(models.Model):
    """One line of a member's ledger: points earned, or spent when negative."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="entries")
    points = models.IntegerField()
    reason = models.CharField(max_length=80)
    reference = models.CharField(max_length=40, unique=True)
    booked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-booked_at"]
        verbose_name_plural = "entries"

    def __str__(self):
        return f"{self.points:+} {self.reason}"


def tier_for(points):
    """Return the tier that a year's points earn."""
    for tier, threshold in THRESHOLDS:
        if points >= threshold:
            return tier
    return Tier.BLUE
