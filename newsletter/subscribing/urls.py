"""Public addresses of this part, below /newsletter/."""

from django.urls import path

from newsletter.subscribing import views
from newsletter.subscribing.leaving import LeaveView
from newsletter.subscribing.preferences import PreferencesView

urlpatterns = [
    path("subscribe/", views.SubscribeView.as_view(), name="subscribe"),
    path("subscribe/sent/", views.subscribe_sent, name="subscribe_sent"),
    path("confirm/<str:token>/", views.ConfirmView.as_view(), name="confirm"),
    path("preferences/<str:token>/", PreferencesView.as_view(), name="preferences"),
    path("leave/<str:token>/", LeaveView.as_view(), name="leave"),
]
