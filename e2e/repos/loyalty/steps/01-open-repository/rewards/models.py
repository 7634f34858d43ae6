"""What points buy."""

from django.db import models


class Reward(models.Model):
    """A reward of ours or of a partner."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=80)
    price = models.PositiveIntegerField()
    partner = models.CharField(max_length=20, blank=True)
    available = models.BooleanField(default=True)

    def __str__(self):
        return self.title
