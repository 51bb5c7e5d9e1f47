#!/usr/bin/env bash
# CD4 testing with a register: one cycle of two weeks, with one provider.
# The source gives the length but no dates: the days are illustrative.
set -euo pipefail
export PDSA_BY="Published source"

pdsa district add hiv-clinic --name "HIV clinic" --to published-2025 --joined unknown

# Testing was at 75 %, so "will rise" means more than that
pdsa plan published-2025/hiv-clinic --try register-and-sheet \
  --title "A register and a flow sheet for CD4 testing" \
  --with "One provider who volunteered, and her patients" --scope one-person \
  --measure "cd4-tested: Patients with appropriate CD4 testing; share; up; process; about families" \
  --predict "Appropriate testing will rise" --expect "cd4-tested more than 75%" \
  --starts 2025-10-13 --until 2025-10-24 --dates illustrative \
  --material "IHI, published example of a PDSA cycle: CD4 testing with a register"

# The baseline belongs to the site, not to the test
pdsa record published-2025/hiv-clinic cd4-tested 75% --day 2025-10-10 \
  --note "before the test; the day is illustrative, the counts are not published" --afterwards
pdsa do hiv-clinic/01 --as-planned partly --why "The sheet was revised during the test" \
  --observed "One provider used the register and the flow sheet for two weeks" \
  --day 2025-10-24 --afterwards
pdsa record hiv-clinic/01 cd4-tested 95%+ --day 2025-10-24 \
  --note "the source says more than 95 %; the counts are not published" --afterwards
pdsa study hiv-clinic/01 --result "Appropriate testing went from 75 % to more than 95 %" \
  --learned "With one provider, testing rose while the register and the sheet were in use" \
  --prediction 1=met --day 2025-10-24 --afterwards
pdsa act hiv-clinic/01 adopt --why "Testing went from 75 % to more than 95 %" \
  --next "Meet the director and finance" \
  --spread "A sheet that can be scanned; records reviewed the night before" \
  --day 2025-10-24 --afterwards
