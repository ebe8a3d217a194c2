#!/bin/sh
export SQLALCHEMY_DATABASE_URI="postgresql://$POSTGRES_USER:$POSTGRES_PASSWORD@$POSTGRES_HOST/shop"
export API_SECRET=${API_SECRET:-}
export SIGNING_SECRET="${SIGNING_SECRET:?}"
MAIL_PASSWORD=$(cat /run/secrets/mail) exec gunicorn app:app
