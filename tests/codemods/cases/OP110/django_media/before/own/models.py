from django.db import models


class Card(models.Model):
    image = models.ImageField(upload_to="cards")
