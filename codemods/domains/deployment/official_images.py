"""The names of Docker's own library: what a FROM without an owner and a registry can mean there."""

_NAMES = """
    adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux backdrop bash
    bonita buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos clickhouse clojure
    composer consul convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin
    eggdrop elasticsearch elixir emqx erlang express-gateway fedora flink fluentd friendica gazebo gcc geonetwork
    ghost golang gradle groovy haproxy haskell haxe hello-world hitch hola-mundo httpd hylang ibm-semeru-runtimes
    ibmjava influxdb irssi jenkins jetty jobber joomla jruby julia kapacitor kibana kong krakend lightstreamer
    liquibase logstash mageia mariadb matomo maven mediawiki memcached mono mongo mongo-express monica mysql nats
    nats-streaming neo4j neurodebian nextcloud nginx node notary nuxeo odoo open-liberty openjdk opensuse
    oraclelinux orientdb percona perl photon php php-zendserver phpmyadmin plone postfixadmin postgres pypy python
    r-base rabbitmq rakudo-star rapidoid redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust
    sapmachine satosa scratch silverpeas sl solr sonarqube sourcemage spark spiped storm swarm swift swipl teamspeak
    telegraf thrift tomcat tomee traefik ubuntu ubuntu-debootstrap ubuntu-upstart unit valkey varnish vault
    websphere-liberty wordpress xwiki yourls zookeeper znc
"""
OFFICIAL = frozenset(_NAMES.split())
