UPLOAD_BUCKET = "shop-uploads"
