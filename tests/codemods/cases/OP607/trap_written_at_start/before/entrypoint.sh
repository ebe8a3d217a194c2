#!/bin/sh
cat > settings.json <<-END
	{"title": "${TITLE:-Shop}"}
	END
exec gunicorn app:app
