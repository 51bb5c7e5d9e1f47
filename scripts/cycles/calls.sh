#!/usr/bin/env bash
# Telephone calls to patients who did not come: ten in two days, then more than 300.
# The source gives one day, 17 April 2020, when the calls stopped: the others are illustrative.
set -euo pipefail
export PDSA_BY="Published source"

pdsa district add student-clinic --name "Student clinic" --to published-2025 --joined unknown

# 01: nobody wrote a prediction, and the plan says so
pdsa plan published-2025/student-clinic --try call-no-shows \
  --title "Ten calls with a short script" \
  --with "Family-medicine students; patients who missed a visit" --scope several-people \
  --no-prediction "none was written" \
  --measure "calls: Calls made; count; about things" \
  --starts 2020-03-25 --until 2020-03-26 --dates illustrative \
  --material "PRiMER 2021;5:10"
pdsa do student-clinic/01 --as-planned unknown \
  --observed "Each no-show was checked, the number verified, the patient called with a short script" \
  --problem "Many general questions about COVID; unclear how urgent and other notes are routed" \
  --day 2020-03-26 --afterwards
pdsa record student-clinic/01 calls 10 --from 2020-03-25 --to 2020-03-26 --afterwards
pdsa study student-clinic/01 --result "10 calls in 2 days" \
  --learned "A dialler that shows a number matters; call in opening hours; route notes by urgency" \
  --day 2020-03-26 --afterwards
pdsa act student-clinic/01 scale \
  --why "Discussed by each student with the director, then by all together" \
  --next "More calls, with a supervision plan and a protocol for routing notes" \
  --day 2020-03-26 --afterwards

# 02: stopped because the need vanished; abandoning may come before a study
pdsa plan published-2025/student-clinic --try call-no-shows --builds-on 01 \
  --title "Calls with supervision and routing" \
  --with "Family-medicine students; patients who missed a visit" \
  --no-prediction "none was written" \
  --starts 2020-03-30 --until 2020-04-17 --dates illustrative \
  --material "PRiMER 2021;5:10"
pdsa do student-clinic/02 --as-planned unknown \
  --observed "More than 300 calls in two to three weeks" --day 2020-04-17 --afterwards
pdsa record student-clinic/02 calls 300+ --from 2020-03-30 --to 2020-04-17 --afterwards
pdsa act student-clinic/02 abandon --because not-needed --why "No-shows had dropped" \
  --day 2020-04-17 --afterwards
