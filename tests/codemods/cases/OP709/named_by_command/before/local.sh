supervisord -c local.conf
