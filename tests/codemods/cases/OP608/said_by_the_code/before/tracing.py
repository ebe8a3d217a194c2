from sentry import init_app

init_app("production")
