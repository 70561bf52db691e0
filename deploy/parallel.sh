#!/bin/bash
# A sweep by GNU parallel: shards on this machine, or on those of a list of hosts that share the folder; then the tables.
#
#   deploy/parallel.sh technologies 16
#   HOSTS=a,b,c deploy/parallel.sh technologies 16
set -euo pipefail
sweep=${1:?a sweep: a name or a YAML file}
of=${2:-8}
out="$PWD/runs/$(basename "$sweep" .yaml)"

# A shard that failed or was killed is tried again; what it has done is not done twice.
seq "$of" | parallel ${HOSTS:+--sshlogin "$HOSTS"} --retries 3 --workdir "$PWD" \
  spikion sweep "$sweep" --out "$out" --quiet --workers 1 --shard "{}/$of"
exec spikion sweep "$sweep" --out "$out"
