from rest_framework.routers import SimpleRouter

from rewards.views import RewardViewSet

router = SimpleRouter()
router.register("rewards", RewardViewSet)

urlpatterns = router.urls
