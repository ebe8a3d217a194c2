from .base import *

EMAIL_FROM = "shop <shop@example.com>"
UPLOAD_BUCKET = "shop-uploads"
