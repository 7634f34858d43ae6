from rest_framework import serializers

from members.models import Member
from rewards.models import Reward


class RewardSerializer(serializers.ModelSerializer):
    class Meta:
        model = Reward
        fields = ["code", "title", "price", "partner"]


class RedemptionSerializer(serializers.Serializer):
    member = serializers.SlugRelatedField("number", queryset=Member.objects.all())
