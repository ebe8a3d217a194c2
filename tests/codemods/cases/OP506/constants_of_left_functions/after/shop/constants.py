import os

EXPORT_BUCKET = "shop-exports"
REPORT_BUCKET = os.environ.get("REPORT_BUCKET", "shop-reports")
