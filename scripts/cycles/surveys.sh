#!/usr/bin/env bash
# Patient-feedback surveys: three linked cycles, each predicting at least 25 a week.
# The source gives lengths but no dates: the days are illustrative.
set -euo pipefail
export PDSA_BY="Published source" # who says so

pdsa district add survey-practice --name "Survey practice" --to published-2025 --joined unknown

# 01: one week at the checkout desk
pdsa plan published-2025/survey-practice --try ask-for-surveys \
  --title "Surveys at the checkout desk" \
  --with "Patients of one practice; an attendant encourages them" --scope one-site \
  --measure "surveys: Completed surveys; count; per week; up; about families" \
  --predict "At least 25 completed surveys a week" --expect "surveys at least 25 per week" \
  --starts 2025-11-03 --until 2025-11-07 --dates illustrative \
  --material "AHRQ Health Literacy Universal Precautions Toolkit, worked PDSA example"
pdsa do survey-practice/01 --as-planned partly --why "The attendant often remembered, not always" \
  --observed "Surveys lay at the checkout desk with a box beside them; patients were busy paying" \
  --problem "The desk backed up" --day 2025-11-07 --afterwards
pdsa record survey-practice/01 surveys 8 --from 2025-11-03 --to 2025-11-07 --afterwards
pdsa study survey-practice/01 --result "8 completed surveys came back in one week" \
  --learned "People will not stay after the visit" --prediction 1=not-met \
  --day 2025-11-07 --afterwards
pdsa act survey-practice/01 adapt --why "People will not stay after the visit" \
  --next "Let them take the survey home with a stamped envelope" --day 2025-11-07 --afterwards

# 02: two weeks with an envelope; 3 surveys over 2 weeks are 1.5 a week
pdsa plan published-2025/survey-practice --try ask-for-surveys --builds-on 01 \
  --title "Surveys to take home" \
  --with "Patients of one practice; an attendant hands out survey and envelope" --scope one-site \
  --predict "At least 25 completed surveys a week" --expect "surveys at least 25 per week" \
  --starts 2025-11-10 --until 2025-11-21 --dates illustrative \
  --material "AHRQ Health Literacy Universal Precautions Toolkit, worked PDSA example"
pdsa do survey-practice/02 --as-planned yes \
  --observed "The attendant handed out survey and envelope; the request fitted in smoothly" \
  --day 2025-11-21 --afterwards
pdsa record survey-practice/02 surveys 3 --from 2025-11-10 --to 2025-11-21 --over 2w \
  --note "unverified: the figure was not read in the source itself" --afterwards
pdsa study survey-practice/02 --result "3 completed surveys came back after two weeks" \
  --learned "Handing out a survey is easy; getting it back from home is not" \
  --prediction 1=not-met --day 2025-11-21 --afterwards
pdsa act survey-practice/02 adapt --why "Hardly a survey came back from home" \
  --next "Ask earlier, while they wait" --day 2025-11-21 --afterwards

# 03: one week in the exam room; 24 is near 25, and yet not met
pdsa plan published-2025/survey-practice --try ask-for-surveys --builds-on 02 \
  --title "Surveys in the exam room" \
  --with "Patients of one practice; the nurse points out surveys, pens and a box" \
  --scope one-site \
  --predict "At least 25 completed surveys a week" --expect "surveys at least 25 per week" \
  --starts 2025-12-01 --until 2025-12-05 --dates illustrative \
  --material "AHRQ Health Literacy Universal Precautions Toolkit, worked PDSA example"
pdsa do survey-practice/03 --as-planned partly --why "Most nurses pointed them out, not all" \
  --observed "Patients filled the surveys in while they waited" \
  --problem "Some patients needed help with reading; a few doctors came in mid-survey" \
  --day 2025-12-05 --afterwards
pdsa record survey-practice/03 surveys 24 --from 2025-12-01 --to 2025-12-05 \
  --note "unverified: the figure was not read in the source itself" --afterwards
pdsa study survey-practice/03 --result "24 completed surveys came back in one week" \
  --learned "Patients answer while they wait; 24 narrowly misses the 25 that were predicted" \
  --not-for "Patients who cannot read the survey" --prediction 1=not-met \
  --day 2025-12-05 --afterwards
pdsa act survey-practice/03 adopt \
  --why "The practice keeps it, although it narrowly missed: most patients can answer while they wait" \
  --next "Find help for those who cannot read the survey" --day 2025-12-05 --afterwards
