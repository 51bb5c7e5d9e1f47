#!/usr/bin/env bash
# Enter everything that stands in cycles/ of this repository, into an empty folder:
#   scripts/cycles/all.sh /tmp/cycles
# Every other script beside this one can be read, and run, as a session at a terminal.
set -euo pipefail

folder="${1:?say into which folder, as in: scripts/cycles/all.sh /tmp/cycles}"
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
mkdir -p "$folder"
cd "$folder"

for script in network surveys cd4 asthma calls fafsa absence; do
  bash "$scripts/$script.sh"
done
