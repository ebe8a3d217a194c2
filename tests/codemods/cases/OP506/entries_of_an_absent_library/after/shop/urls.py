from shop import views

urlpatterns = []
