EXPORT_BUCKET = "shop-exports"
REPORT_BUCKET = "shop-reports"
