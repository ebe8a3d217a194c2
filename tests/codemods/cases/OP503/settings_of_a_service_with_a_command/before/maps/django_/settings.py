SECRET_KEY = "django-insecure-q8zt4lw2vx9ks7rb1nc6"
DEBUG = True
ROOT_URLCONF = "maps.django_.urls"
