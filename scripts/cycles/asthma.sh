#!/usr/bin/env bash
# Two published ramps whose scale grows: an asthma flow sheet, and one whose idea is not named.
# The source tells what was tested with whom, hardly what was seen: Study and Act stay empty.
set -euo pipefail
export PDSA_BY="Published source"

pdsa district add asthma-practice --name "Asthma practice" --to published-2025 --joined unknown

pdsa plan published-2025/asthma-practice --try asthma-flow-sheet --title "Flow sheet, draft 1" \
  --with "Two patients of one provider" --sample-size 2 --scope one-person \
  --no-prediction "The source gives none" \
  --starts 2025-10-06 --until 2025-10-06 --dates illustrative \
  --material "IHI, published ramp of five cycles: asthma flow sheet"
pdsa do asthma-practice/01 --as-planned unknown \
  --observed "Draft 1 was tried with two patients of one provider, then revised" \
  --day 2025-10-06 --afterwards

pdsa plan published-2025/asthma-practice --try asthma-flow-sheet --builds-on 01 \
  --title "Flow sheet, draft 2" --with "Two providers" --scope several-people \
  --no-prediction "The source gives none" \
  --starts 2025-10-13 --until 2025-10-15 --dates illustrative \
  --material "IHI, published ramp of five cycles: asthma flow sheet"
pdsa do asthma-practice/02 --as-planned unknown \
  --observed "Two providers used draft 2 for a few days" --day 2025-10-15 --afterwards

pdsa plan published-2025/asthma-practice --try asthma-flow-sheet --builds-on 02 \
  --title "Flow sheet, draft 3" --with "Providers; all of them met on scoring severity" \
  --no-prediction "The source gives none" \
  --starts 2025-10-20 --until 2025-10-31 --dates illustrative \
  --material "IHI, published ramp of five cycles: asthma flow sheet"
pdsa do asthma-practice/03 --as-planned unknown \
  --observed "Draft 3 was in use for two weeks; all providers met on scoring severity" \
  --day 2025-10-31 --afterwards

pdsa plan published-2025/asthma-practice --try asthma-flow-sheet --builds-on 03 \
  --title "Flow sheet, draft 4" --with "All providers" --scope one-site \
  --no-prediction "The source gives none" \
  --starts 2025-11-03 --until 2025-11-14 --dates illustrative \
  --material "IHI, published ramp of five cycles: asthma flow sheet"
pdsa do asthma-practice/04 --as-planned unknown \
  --observed "All providers used draft 4 and gave feedback" --day 2025-11-14 --afterwards

pdsa plan published-2025/asthma-practice --try asthma-flow-sheet --builds-on 04 \
  --title "Flow sheet for everybody" --type implement-change \
  --with "All physicians and nurses" --scope one-site \
  --no-prediction "The source gives none" \
  --starts 2025-11-17 --until 2025-12-19 --dates illustrative \
  --material "IHI, published ramp of five cycles: asthma flow sheet"
pdsa do asthma-practice/05 --as-planned unknown \
  --observed "Draft 4 was put in place, with a review of the documentation by peers" \
  --day 2025-12-19 --afterwards

# The second ramp, cycles 1a to 1d: only its lengths are known, not even with whom. A plan that
# lacks what `pdsa plan` asks for comes from a file, or from here: `--from -`.
pdsa district add growing-ramp --name "Site of a growing ramp" --to published-2025 --joined unknown

pdsa plan published-2025/growing-ramp --from - <<'PLAN'
title: "1a: one shift"
change_idea: Not named in the source
type: test-change
ramp: cycle-1
starts: 2025-10-07
ends: 2025-10-07
no_prediction: the source gives none
materials: ["IHI, published ramp of cycles 1a to 1d"]
dates: illustrative
PLAN
pdsa plan published-2025/growing-ramp --from - <<'PLAN'
title: "1b: two days"
change_idea: Not named in the source
type: test-change
ramp: cycle-1
builds_on: 01-1a-one-shift
starts: 2025-10-14
ends: 2025-10-15
no_prediction: the source gives none
materials: ["IHI, published ramp of cycles 1a to 1d"]
dates: illustrative
PLAN
pdsa plan published-2025/growing-ramp --from - <<'PLAN'
title: "1c: two weeks"
change_idea: Not named in the source
type: test-change
ramp: cycle-1
builds_on: 02-1b-two-days
starts: 2025-10-20
ends: 2025-10-31
no_prediction: the source gives none
materials: ["IHI, published ramp of cycles 1a to 1d"]
dates: illustrative
PLAN
pdsa plan published-2025/growing-ramp --from - <<'PLAN'
title: "1d: the standard"
change_idea: Not named in the source
type: implement-change
ramp: cycle-1
builds_on: 03-1c-two-weeks
starts: 2025-11-03
ends: 2025-11-14
no_prediction: the source gives none
materials: ["IHI, published ramp of cycles 1a to 1d"]
dates: illustrative
PLAN
