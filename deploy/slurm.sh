#!/bin/bash
# A sweep as a Slurm array of 16 shards, and its tables when all of them have ended:
#
#   array=$(sbatch --parsable deploy/slurm.sh technologies)
#   sbatch --dependency=afterany:$array --wrap "spikion sweep technologies --out $PWD/runs/technologies"
#
# A shard that was killed (time, a node) may be submitted again: sbatch --array=7 deploy/slurm.sh technologies
#SBATCH --job-name=spikion
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=04:00:00
set -euo pipefail
sweep=${1:?a sweep: a name or a YAML file}
of=${SHARDS:-16}
name=$(basename "$sweep" .yaml)

exec spikion sweep "$sweep" --out "$PWD/runs/$name" --quiet \
  --shard "$SLURM_ARRAY_TASK_ID/$of" --workers "$SLURM_CPUS_PER_TASK"
