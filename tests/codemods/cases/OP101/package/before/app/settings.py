import os

BASE = os.path.dirname(os.path.abspath(__file__))
MEDIA = os.path.join(BASE, 'media')
