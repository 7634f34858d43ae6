"""Imports the partners' catalogue from a CSV file."""

import csv

from django.core.management.base import BaseCommand, CommandError

from rewards.models import Reward


class Command(BaseCommand):
    help = "Import rewards from a CSV file with the columns code, title, price and partner."

    def add_arguments(self, parser):
        parser.add_argument("path")

    def handle(self, *args, **options):
        try:
            with open(options["path"], newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
        except OSError as error:
            raise CommandError(f"cannot read {options['path']}: {error}") from error
        for row in rows:
            self._import(row)
        self.stdout.write(f"{len(rows)} rewards")

    def _import(self, row):
        try:
            price = int(row["price"])
        except (KeyError, ValueError) as error:
            raise CommandError(f"bad price in {row}") from error
        Reward.objects.update_or_create(
            code=row["code"],
            defaults={"title": row["title"], "price": price, "partner": row.get("partner", "")},
        )
