"""Which libraries sign something with the key of a Flask application, or may."""

import re

# By an import's first name: what has logins, tokens or forms, what brings an application of its own, and whatever else
# extends Flask.
MAY_SIGN = re.compile(
    r"(?i)flask|django|quart|jwt|jose|itsdangerous|signer|authlib|oauth|auth|saml|social|login|csrf|wtf|dash|admin"
    r"|session|connexion|superset|airflow|ckan|invenio|^eve$"
)

# Extensions that have nothing to do with sessions.
_QUIET = """
    flask flask_api flask_assets flask_bcrypt flask_bootstrap flask_cache flask_caching flask_compress flask_cors
    flask_environments flask_flatpages flask_frozen flask_healthz flask_mail flask_mailman flask_markdown
    flask_marshmallow flask_migrate flask_misaka flask_moment flask_mysqldb flask_pymongo flask_redis flask_restful
    flask_restplus flask_restx flask_script flask_sitemap flask_sqlalchemy flask_swagger_ui flask_testing
    flask_webpack
"""
NEVER_SIGN = frozenset(_QUIET.split())
