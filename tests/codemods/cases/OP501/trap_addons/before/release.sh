heroku addons:create cloudamqp:lemur
