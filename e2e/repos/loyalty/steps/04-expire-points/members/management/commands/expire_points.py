"""Expires points that nobody used for three years."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from members.models import Entry, Member

MAX_AGE = timedelta(days=3 * 365)


class Command(BaseCommand):
    """Run nightly."""

    help = "Expire points of members without any entry for three years."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, **options):
        oldest = timezone.now() - MAX_AGE
        idle = Member.objects.exclude(entries__booked_at__gte=oldest)
        for member in idle.iterator():
            balance = member.balance
            if balance <= 0:
                continue
            self.stdout.write(f"{member.number}: {balance} points expire")
            if not options["dry_run"]:
                Entry.objects.create(
                    member=member,
                    points=-balance,
                    reason="Expired",
                    reference=f"expired-{member.number}-{timezone.now():%Y%m%d}",
                )
