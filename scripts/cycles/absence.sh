#!/usr/bin/env bash
# Mail to families about absence: postcards in two districts, letters from one school to a district.
# The source gives the school year of the postcards and no other dates: the days are illustrative.
set -euo pipefail
export PDSA_BY="Published source"

# Postcards: a relative change. 7.9 % fewer absences are not 7.9 percentage points.
pdsa district add postcard-districts --name "Two postcard districts" --to published-2025 \
  --joined unknown
pdsa plan published-2025/postcard-districts --try absence-mail \
  --title "Postcards in pre-K to grade 2" \
  --with "Parents of children in pre-K to grade 2, chosen at random, in two districts" \
  --no-prediction "The source gives none" \
  --measure "fewer-absences: Absences avoided, relative; share; up; outcome; about students" \
  --starts 2018-09-04 --until 2019-06-14 --dates illustrative \
  --material "Proving Ground, absence postcards, two districts, 2018-19"
pdsa do postcard-districts/01 --as-planned unknown \
  --observed "Parents were sent postcards about absence" --day 2019-06-14 --afterwards
pdsa record postcard-districts/01 fewer-absences 7.9% --from 2018-09-04 --to 2019-06-14 \
  --note "relative, not percentage points; randomised; the counts are not published" --afterwards
pdsa study postcard-districts/01 --result "7.9 % fewer absences (relative; randomised)" \
  --learned "Postcards to parents cut absences in pre-K to grade 2" \
  --day 2019-06-14 --afterwards

# Letters: a first round, a second round, then the district
pdsa district add attendance-schools --name "Attendance schools" --to published-2025 \
  --joined unknown
pdsa plan published-2025/attendance-schools --try absence-mail --title "Letters, first round" \
  --with "Families of one school" --scope one-site --no-prediction "The source gives none" \
  --measure "rose: Recipients whose attendance rose; share; up; outcome; about students" \
  --starts 2025-10-06 --until 2025-10-17 --dates illustrative \
  --material "Tacoma, letters about absence"
pdsa do attendance-schools/01 --as-planned unknown \
  --observed "One school sent a first round of letters" --day 2025-10-17 --afterwards
pdsa record attendance-schools/01 rose 62% --day 2025-10-17 \
  --note "the counts are not published" --afterwards
pdsa study attendance-schools/01 --result "Attendance rose for 62 % of those who got a letter" \
  --learned "For most, attendance rose after a letter" --day 2025-10-17 --afterwards
pdsa act attendance-schools/01 repeat --why "A second round of letters followed" \
  --day 2025-10-17 --afterwards

pdsa plan published-2025/attendance-schools --try absence-mail --builds-on 01 \
  --title "Letters, second round" --with "Families of one school" --scope one-site \
  --no-prediction "The source gives none" \
  --starts 2025-11-03 --until 2025-11-14 --dates illustrative \
  --material "Tacoma, letters about absence"
pdsa do attendance-schools/02 --as-planned unknown \
  --observed "The school sent a second round of letters" --day 2025-11-14 --afterwards
pdsa study attendance-schools/02 --result "The gain held; no figure is given" \
  --learned "Attendance stays up after a second letter" --day 2025-11-14 --afterwards
pdsa act attendance-schools/02 scale --why "The gain held after a second round" \
  --next "5,000 letters across the district" --day 2025-11-14 --afterwards

pdsa plan published-2025/attendance-schools --try absence-mail --builds-on 02 \
  --title "Letters across the district" --with "Families across the district" --scope district \
  --no-prediction "The source gives none" \
  --measure "letters: Letters sent; count; about things" \
  --starts 2026-01-12 --until 2026-01-30 --dates illustrative \
  --material "Tacoma, letters about absence"
pdsa do attendance-schools/03 --as-planned unknown \
  --observed "5,000 letters were sent across the district" --day 2026-01-30 --afterwards
pdsa record attendance-schools/03 letters 5000 --day 2026-01-30 --afterwards
