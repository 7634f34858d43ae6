from rest_framework.routers import SimpleRouter

from members.views import MemberViewSet

router = SimpleRouter()
router.register("members", MemberViewSet)

urlpatterns = router.urls
