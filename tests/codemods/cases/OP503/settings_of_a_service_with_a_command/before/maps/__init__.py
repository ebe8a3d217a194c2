from maps.django_app import main as cli
