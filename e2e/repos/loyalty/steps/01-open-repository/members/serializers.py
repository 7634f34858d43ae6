from rest_framework import serializers

from members.models import Entry, Member


class MemberSerializer(serializers.ModelSerializer):
    balance = serializers.IntegerField(read_only=True)
    tier = serializers.CharField(read_only=True)

    class Meta:
        model = Member
        fields = ["number", "name", "email", "joined", "balance", "tier"]


class EntrySerializer(serializers.ModelSerializer):
    class Meta:
        model = Entry
        fields = ["points", "reason", "reference", "booked_at"]


class FlightSerializer(serializers.Serializer):
    """A flown flight, reported by departure control."""

    flight = serializers.RegexField(r"^SK[0-9]{1,4}$")
    date = serializers.DateField()
    miles = serializers.IntegerField(min_value=1, max_value=12_000)
    cabin = serializers.ChoiceField(["economy", "business"])
