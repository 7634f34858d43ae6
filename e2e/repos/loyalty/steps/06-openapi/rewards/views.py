import logging

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from rewards.models import Reward
from rewards.partners import PartnerError
from rewards.redemption import NotEnoughPoints, redeem
from rewards.serializers import RedemptionSerializer, RewardSerializer

log = logging.getLogger(__name__)


@extend_schema_view(
    list=extend_schema(summary="List rewards by price"),
    retrieve=extend_schema(summary="Find a reward"),
)
class RewardViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Reward.objects.filter(available=True).order_by("price")
    serializer_class = RewardSerializer
    lookup_field = "code"

    @extend_schema(
        summary="Redeem a reward",
        description="Spends the member's points; answers 409 when there are too few.",
        request=RedemptionSerializer,
    )
    @action(detail=True, methods=["post"])
    def redeem(self, request, code=None):
        serializer = RedemptionSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        try:
            voucher = redeem(serializer.validated_data["member"], self.get_object())
        except NotEnoughPoints as error:
            return Response({"detail": str(error)}, status=409)
        except PartnerError:
            return Response({"detail": "The partner does not answer"}, status=503)
        return Response({"voucher": voucher}, status=201)
