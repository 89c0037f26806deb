#!/usr/bin/env bash
# Runs the application of this folder on this machine. `./local` alone says what it can do.
set -euo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")"

# What this application has; written with compose.yaml.
@DATA@

# `LOCAL_COMPOSE=podman-compose` for another Compose.
read -r -a COMPOSE <<<"${LOCAL_COMPOSE:-docker compose}"

usage() {
  cat <<'USAGE'
Usage: ./local COMMAND

  start             starts all, builds what is to be built, and waits for healthy targets
  stop              stops all; the database keeps its data
  reset             stops all, and deletes the database, the other volumes and the secrets
  status            shows what runs, and where it answers
  logs [NAME]       shows the logs of all, or of a service or a task
  run NAME CMD…     runs a command in a new container of a service, with its image and variables;
                    run NAME --entrypoint sh: instead of the image's entry point
  job NAME          runs a scheduled task now
  replace NAME      replaces the tasks of a service one after another, as a deployment does
  seed FILE         sends a file of SQL to the database
  rotate            gives the database's user another password
USAGE
}

fail() {
  echo "local: $*" >&2
  exit 1
}

compose() {
  "${COMPOSE[@]}" "$@"
}

# podman-compose does not wait for what has to end or to be healthy before a dependency of a dependency.
starts_in_order() {
  [[ ${COMPOSE[*]} == *podman-compose* ]]
}

needs_compose() {
  command -v "${COMPOSE[0]}" >/dev/null \
    || fail "there is no ${COMPOSE[0]}. Install Docker with Compose 2, or set LOCAL_COMPOSE, as LOCAL_COMPOSE=podman-compose."
}

# --- secrets ---------------------------------------------------------------------------------------

random() {
  od -An -N20 -tx1 /dev/urandom | tr -d ' \n'
}

# A file of secrets that is not there yet: FILE, and KEY=VALUE for each key, where ? is a random value.
make_secret() {
  local file=secrets/$1 separator='' pair
  shift
  [[ -e $file ]] && return
  if [[ $# == 0 ]]; then
    random >"$file"
    return
  fi
  {
    printf '{'
    for pair in "$@"; do
      [[ ${pair#*=} == '?' ]] && pair=${pair%%=*}=$(random)
      printf '%s\n  "%s": "%s"' "$separator" "${pair%%=*}" "${pair#*=}"
      separator=,
    done
    printf '\n}\n'
  } >"$file"
}

# What a file of secrets says, or a key of it.
value_of() {
  local file=secrets/$1 key=${2:-} value
  if [[ -z $key ]]; then
    value=$(cat "$file")
  else
    value=$(sed -n 's/^ *"'"$(sed 's/[][\\/.*^$]/\\&/g' <<<"$key")"'": *"\(.*\)",\{0,1\} *$/\1/p' "$file" | head -n 1)
    [[ -n $value ]] || fail "$file has no key \"$key\". Keep one key with its value on each line, or delete the file to get a new one."
  fi
  [[ $value != *$'\n'* && $value != *\'* ]] \
    || fail "the value of ${key:-the secret} in $file has more than one line or a single quote, which no env file can hold."
  printf '%s' "$value"
}

# NAME=VALUE of an env file: podman takes quotes for a part of the value, Docker reads $ without them.
variable() {
  if [[ $2 =~ ^[A-Za-z0-9._/:@%+=,-]*$ ]] || starts_in_order; then
    printf '%s=%s\n' "$1" "$2"
  else
    printf "%s='%s'\n" "$1" "$2"
  fi
}

make_secrets() {
  local row words file name secret key value
  mkdir -p secrets
  chmod 700 secrets
  for row in "${SECRETS[@]}"; do
    # A row is a file and its keys, with tabs between them.
    IFS=$'\t' read -r -a words <<<"$row"
    make_secret "${words[@]}"
  done
  make_secret root.txt
  rm -f secrets/*.env
  for row in ${VARIABLES[@]+"${VARIABLES[@]}"}; do
    read -r file name secret key <<<"$row"
    value=$(value_of "$secret" "$key")
    variable "$name" "$value" >>"secrets/$file"
  done
  value=$(value_of root.txt)
  variable MYSQL_ROOT_PASSWORD "$value" >secrets/database.env
  value=$(value_of database.json username)
  [[ $value != root ]] \
    || fail "the user of the database is root, whom the image of MySQL keeps for itself. Set database.username to another one."
  variable MYSQL_USER "$value" >>secrets/database.env
  value=$(value_of database.json password)
  variable MYSQL_PASSWORD "$value" >>secrets/database.env
  make_certificate
}

# Signed by itself, for all names of the load balancers.
make_certificate() {
  [[ -n $CERTIFICATE_NAMES && ! -e secrets/self-signed.pem ]] || return 0
  command -v openssl >/dev/null \
    || fail "a load balancer speaks HTTPS, and openssl, which makes its certificate, is not installed. Install it, or put a certificate with its key into $PWD/secrets/self-signed.pem and the certificate alone into self-signed.crt there."
  openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=$PROJECT" \
    -addext "subjectAltName=DNS:localhost,IP:127.0.0.1$CERTIFICATE_NAMES" \
    -keyout secrets/self-signed.key -out secrets/self-signed.crt 2>/dev/null \
    || fail "openssl could not make a certificate. It has to be OpenSSL 1.1.1 or newer."
  cat secrets/self-signed.crt secrets/self-signed.key >secrets/self-signed.pem
  rm secrets/self-signed.key
}

# To the containers that run, too.
hand_out_secrets() {
  if starts_in_order; then
    remove secrets
    start_in_order secrets
    return
  fi
  compose up --force-recreate --no-deps secrets >/dev/null || fail "the secrets could not be copied to the containers."
}

# --- starting --------------------------------------------------------------------------------------

container() {
  echo "${PROJECT}_${1}_1"
}

wait_until_healthy() {
  local second
  for ((second = 0; second < 180; second++)); do
    podman healthcheck run "$(container "$1")" >/dev/null 2>&1 && return
    sleep 1
  done
  fail "$1 is not healthy after three minutes. ./local logs $1 says why."
}

# Those of STARTS that are named, or all: `up` starts one, `healthy` waits until it is, and `once` until it has ended. What needs
# not be waited for starts together with what comes after it, since each call takes podman-compose a second.
start_in_order() {
  local row how name names=()
  for row in "${STARTS[@]}"; do
    read -r how name <<<"$row"
    [[ $# == 0 || " $* " == *" $name "* ]] || continue
    names+=("$name")
    [[ $how != up ]] || continue
    start_some "${names[@]}"
    names=()
    wait_for_one "$how" "$name"
  done
  [[ ${#names[@]} == 0 ]] || start_some "${names[@]}"
}

start_some() {
  compose up -d --no-deps "$@" >/dev/null || fail "not all of these can be started: $*."
}

wait_for_one() {
  local how=$1 name=$2 code
  case $how in
    healthy) wait_until_healthy "$name" ;;
    once)
      code=$(podman wait "$(container "$name")")
      [[ $code == 0 ]] || fail "$name has ended with code $code. ./local logs $name says why."
      ;;
  esac
}

# What no variable names another image for.
build() {
  local row variable service
  for row in ${BUILDS[@]+"${BUILDS[@]}"}; do
    read -r variable service <<<"$row"
    if [[ -z $(setting "$variable" '') ]]; then
      compose build "$service" || fail "the image of $service cannot be built."
    fi
  done
}

remove() {
  if starts_in_order; then
    podman rm -f -t 30 "$(container "$1")" >/dev/null 2>&1 || true
  else
    compose rm -f -s "$1" >/dev/null 2>&1 || true
  fi
}

# podman-compose takes every container for changed if a file has, and cannot replace one whose network others share.
stop_what_has_changed() {
  local now
  now=$({ cat compose.yaml compose.override.yaml .env 2>/dev/null || true; } | cksum)
  if [[ -e secrets/started && $(cat secrets/started) != "$now" ]]; then
    compose --profile jobs down --remove-orphans >/dev/null 2>&1 || true
  fi
  echo "$now" >secrets/started
}

start() {
  make_secrets
  build
  if starts_in_order; then
    stop_what_has_changed
    start_in_order
  else
    compose up --detach --remove-orphans \
      || fail "not all has started. ./local status shows what has, ./local logs NAME why something has not."
  fi
  wait_for_targets
  say_where
}

say_where() {
  local url
  for url in ${URLS[@]+"${URLS[@]}"}; do
    # A row is a URL without its port, the variable that may name another port, and the port.
    read -r url name port <<<"$url"
    port=$(setting "$name" "$port")
    echo "$url$port"
  done
}

# What a variable says, in the shell or in .env; else the second argument.
setting() {
  local value=${!1:-}
  if [[ -z $value && -f .env ]]; then
    value=$(sed -n "s/^ *$1=//p" .env | tail -n 1 | sed 's/[[:space:]]\{1,\}#.*//' | tr -d "\"'")
  fi
  echo "${value:-$2}"
}

# --- names -----------------------------------------------------------------------------------------

# The tasks of a service, or the task itself.
tasks_of() {
  local row words
  for row in "${TASKS[@]}"; do
    read -r -a words <<<"$row"
    [[ ${words[0]} == "$1" || ${words[2]} == "$1" ]] && echo "${words[2]}"
  done
  return 0
}

# The containers of a task, in the order in which they start.
containers_of() {
  local row words
  for row in "${TASKS[@]}"; do
    read -r -a words <<<"$row"
    [[ ${words[2]} == "$1" ]] && echo "${words[@]:3}"
  done
  return 0
}

deregistration_delay_of() {
  local row words
  for row in "${TASKS[@]}"; do
    read -r -a words <<<"$row"
    [[ ${words[2]} == "$1" ]] && echo "${words[1]}"
  done
  return 0
}

first_task_of() {
  local tasks
  tasks=$(tasks_of "$1")
  [[ -n $tasks ]] || fail "there is no service $1. There are: $(services)."
  echo "${tasks%%$'\n'*}"
}

# Whether it is a container by the name that Compose has for it.
is_there() {
  local row
  for row in "${STARTS[@]}" "${TASKS[@]}"; do
    [[ " $row " == *" $1 "* ]] && return
  done
  return 1
}

services() {
  local row words
  for row in "${TASKS[@]}"; do
    read -r -a words <<<"$row"
    echo "${words[0]}"
  done | sort -u | paste -sd' ' -
}

# --- commands --------------------------------------------------------------------------------------

logs() {
  local tasks task names=()
  if [[ $# == 0 ]]; then
    compose logs
    return
  fi
  tasks=$(tasks_of "$1")
  if [[ -z $tasks ]]; then
    is_there "$1" || fail "there is no service or task $1. There are: $(services); or a container as in ./local status."
    compose logs "$1"
    return
  fi
  for task in $tasks; do
    # shellcheck disable=SC2207 # Names have no spaces.
    names+=($(containers_of "$task"))
  done
  compose logs "${names[@]}"
}

run() {
  [[ $# -ge 2 ]] || fail "run takes a service and a command. The services are: $(services)."
  local task options=(--rm --no-deps)
  task=$(first_task_of "$1")
  shift
  if [[ $1 == --entrypoint ]]; then
    [[ $# -ge 2 ]] || fail "--entrypoint takes a program of the image, such as sh."
    options+=(--entrypoint "$2")
    shift 2
  fi
  # Docker and podman refuse a terminal that is none.
  [[ -t 0 && -t 1 ]] || options+=(-T)
  make_secrets
  compose --profile jobs run "${options[@]}" "$task" "$@"
}

job() {
  [[ $# == 1 && " ${JOBS[*]-} " == *" $1 "* ]] || fail "job takes the name of a scheduled task. There are: ${JOBS[*]-none}."
  local row task how name
  make_secrets
  job=$1
  trap remove_job EXIT
  compose --profile jobs up -d --no-deps "$1-network" >/dev/null || fail "the network of $1 cannot be started."
  for row in "${JOB_STARTS[@]}"; do
    read -r task how name <<<"$row"
    [[ $task == "$1" && $name != "$1" ]] || continue
    if [[ $how == once ]]; then
      compose --profile jobs run --rm --no-deps "$name" || fail "$name has failed."
    else
      compose --profile jobs up -d --no-deps "$name" >/dev/null || fail "$name cannot be started."
      [[ $how != healthy ]] || wait_until_job_is_healthy "$name"
    fi
  done
  compose --profile jobs run --rm --no-deps "$1" || fail "$1 has failed."
}

wait_until_job_is_healthy() {
  if starts_in_order; then
    wait_until_healthy "$1"
  else
    compose --profile jobs up -d --no-deps --wait "$1" >/dev/null || fail "$1 is not healthy."
  fi
}

# What runs beside the task's own container ends with it, as in Amazon ECS. What is left of a job, podman-compose takes for a change of all.
remove_job() {
  local name names i
  read -r -a names <<<"$(containers_of "$job")"
  for ((i = ${#names[@]} - 1; i >= 0; i--)); do
    name=${names[i]}
    remove "$name"
  done
}

# Runs a command in a container. To podman-compose it would be a second, and a replacement asks often.
execute() {
  local name=$1
  shift
  if starts_in_order; then
    podman exec --interactive "$(container "$name")" "$@"
  else
    compose exec -T "$name" "$@"
  fi
}

# What a load balancer answers to a command of HAProxy.
haproxy() {
  # shellcheck disable=SC2016 # For the shell in the container.
  execute "$1" bash -c 'exec 3<>/dev/tcp/127.0.0.1/9999; printf "%s\n" "$1" >&3; cat <&3' - "$2"
}

# The backends of a load balancer in which a task is.
backends_of() {
  haproxy "$1" 'show stat' | tr -d '\r' | awk -F, -v task="$2" '$2 == task { print $1 }'
}

# Each target is two servers, of which one gets requests only while no target is healthy. A server that is ready counts as
# healthy until a check fails: so it is told to be down, until its checks succeed.
set_state() {
  local balancer backend server command
  for balancer in ${BALANCERS[@]+"${BALANCERS[@]}"}; do
    for backend in $(backends_of "$balancer" "$1"); do
      for server in "$1" "$1-unhealthy"; do
        command="set server $backend/$server state $2"
        [[ $2 != ready || $server != "$1" ]] || command+="; set server $backend/$server health down"
        haproxy "$balancer" "$command" >/dev/null
      done
    done
  done
}

# How many requests a task has, or in how many target groups it is not healthy.
count() {
  local balancer
  for balancer in ${BALANCERS[@]+"${BALANCERS[@]}"}; do
    haproxy "$balancer" 'show stat'
  done | tr -d '\r' | awk -F, -v task="$1" -v what="$2" \
    '$2 == task && what == "unhealthy" { n += $18 !~ /^(UP|no check)/ }
     what == "requests" && ($2 == task || $2 == task "-unhealthy") { n += $5 }
     END { print n + 0 }'
}

# The tasks that a load balancer sends no requests to.
unhealthy_targets() {
  local balancer
  for balancer in ${BALANCERS[@]+"${BALANCERS[@]}"}; do
    haproxy "$balancer" 'show stat' 2>/dev/null || true
  done | tr -d '\r' | awk -F, \
    '$2 ~ /-[0-9]+$/ && $18 !~ /^(UP|no check)/ { print $2 } $2 == "FRONTEND" { n++ } END { if (!n) print "load balancers" }' \
    | sort -u
}

wait_for_targets() {
  local second targets
  [[ -n ${BALANCERS[*]-} ]] || return 0
  for ((second = 0; second < 180; second++)); do
    targets=$(unhealthy_targets)
    [[ -n $targets ]] || return 0
    sleep 1
  done
  fail "not healthy after three minutes: ${targets//$'\n'/, }. ./local logs NAME says why."
}

wait_for_none() {
  local second
  for ((second = 0; second < $3; second++)); do
    [[ $(count "$1" "$2") == 0 ]] && return
    sleep 1
  done
  return 1
}

replace_task() {
  local task=$1 delay names index
  delay=$(deregistration_delay_of "$task")
  read -r -a names <<<"$(containers_of "$task")"
  echo "$task: takes no new requests"
  set_state "$task" maint
  wait_for_none "$task" requests "$delay" || echo "$task: still has requests after $delay seconds, and is stopped"
  # The network stays, which is the same for every version.
  names=("${names[@]:1}")
  for ((index = ${#names[@]} - 1; index >= 0; index--)); do
    compose stop "${names[index]}" >/dev/null 2>&1 || true
    remove "${names[index]}"
  done
  if starts_in_order; then
    start_in_order "${names[@]}"
  else
    compose up --detach --no-deps "${names[@]}" || fail "$task has not started. ./local logs $task says why."
  fi
  set_state "$task" ready
  wait_for_none "$task" unhealthy 180 || fail "$task is not healthy after three minutes. ./local logs $task says why; the other tasks are as they were."
  echo "$task: serves"
}

replace() {
  local tasks task
  [[ $# == 1 ]] || fail "replace takes the name of a service. There are: $(services)."
  [[ " ${JOBS[*]-} " != *" $1 "* ]] || fail "$1 is a scheduled task, of which nothing runs that could be replaced. Its next run has the new version."
  first_task_of "$1" >/dev/null
  make_secrets
  build
  tasks=$(tasks_of "$1")
  for task in $tasks; do
    replace_task "$task"
  done
}

sql() {
  # shellcheck disable=SC2016 # For the shell in the container.
  execute database sh -c 'client=$(command -v mysql || command -v mariadb) && MYSQL_PWD=$MYSQL_ROOT_PASSWORD exec "$client" --user=root "$MYSQL_DATABASE"'
}

seed() {
  [[ $# == 1 && -r $1 && ! -d $1 ]] || fail "seed takes a file of SQL that can be read."
  sql <"$1" || fail "the database has refused $1."
  echo "$1 is in the database."
}

rotate() {
  local file=secrets/$ROTATED user password
  user=$(value_of "$ROTATED" username)
  password=$(random)
  echo "ALTER USER '$user'@'%' IDENTIFIED BY '$password'" | sql || fail "the database has refused another password for $user. Does it run?"
  sed 's/^\( *"password": *"\).*\("\)/\1'"$password"'\2/' "$file" >"$file.new"
  mv "$file.new" "$file"
  make_secrets
  hand_out_secrets
  echo "$user has another password. Tasks that read DB_SECRET_ARN again get it; the others get it with ./local replace."
}

status() {
  compose ps
  say_where
}

stop() {
  # Compose reads the env files before it stops anything.
  make_secrets
  compose --profile jobs down --remove-orphans
}

reset() {
  # Compose reads the env files before it deletes anything.
  make_secrets
  compose --profile jobs down --remove-orphans --volumes
  rm -rf secrets
  echo "The database, the other volumes and the secrets are deleted."
}

command=${1:-}
[[ $# == 0 ]] || shift
case $command in
  '' | help | -h | --help)
    usage
    [[ -n $command ]] || exit 2
    ;;
  start | stop | reset | status | logs | run | job | replace | seed | rotate)
    case $command in
      start | stop | reset | status | rotate)
        [[ $# == 0 ]] || fail "$command takes no arguments, and does nothing with: $*"
        ;;
    esac
    if [[ $command == seed && $# == 1 && $1 != /* ]]; then
      set -- "${OLDPWD:-.}/$1"
    fi
    needs_compose
    case $command in
      status | logs | replace | seed | rotate)
        [[ -e secrets/root.txt ]] || fail "nothing has been started. ./local start does that."
        ;;
    esac
    "$command" "$@"
    ;;
  *)
    echo "local: there is no command $command." >&2
    usage >&2
    exit 2
    ;;
esac
