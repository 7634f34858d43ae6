import logging

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from members.models import Member
from members.points import credit_flight
from members.serializers import EntrySerializer, FlightSerializer, MemberSerializer

log = logging.getLogger(__name__)


@extend_schema_view(
    list=extend_schema(summary="List members"),
    retrieve=extend_schema(summary="Find a member by number"),
    create=extend_schema(summary="Enrol a member"),
)
class MemberViewSet(
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    viewsets.GenericViewSet,
):
    queryset = Member.objects.order_by("number")
    serializer_class = MemberSerializer
    lookup_field = "number"

    @extend_schema(summary="List a member's ledger", responses=EntrySerializer(many=True))
    @action(detail=True, methods=["get"])
    def entries(self, request, number=None):
        page = self.paginate_queryset(self.get_object().entries.all())
        return self.get_paginated_response(EntrySerializer(page, many=True).data)

    @extend_schema(
        summary="Credit a flight",
        description="Safe to repeat: a flight is credited once.",
        request=FlightSerializer,
        responses={201: EntrySerializer},
    )
    @action(detail=True, methods=["post"])
    def flights(self, request, number=None):
        serializer = FlightSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        entry = credit_flight(self.get_object(), **serializer.validated_data)
        log.info("credited %s to %s", entry.points, number)
        return Response(EntrySerializer(entry).data, status=201)
