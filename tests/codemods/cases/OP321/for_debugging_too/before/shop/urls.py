from django.conf import settings
from django.urls import path

from shop.views import orders, reload

urlpatterns = [path("orders", orders.orders), path("events", reload.live_reload)]

if settings.DEBUG:
    urlpatterns.append(path("live_reload", reload.live_reload))
