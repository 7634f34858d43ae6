from django.contrib import admin

from rewards.models import Reward


@admin.register(Reward)
class RewardAdmin(admin.ModelAdmin):
    list_display = ["code", "title", "price", "partner", "available"]
    list_filter = ["available", "partner"]
