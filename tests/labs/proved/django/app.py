import os

import store
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY=os.environ["SECRET_KEY"])


def index(request):
    return HttpResponse("<p>welcome</p>")


def names(request):
    if request.method == "GET":
        return HttpResponse(store.names("wrote" in request.COOKIES))
    store.add(request.POST["name"])
    answer = HttpResponse("thanks")
    answer.set_cookie("wrote", "1", max_age=10)
    return answer


urlpatterns = [path("", index), path("names", names)]
application = get_wsgi_application()
