#!/usr/bin/env bash
# The network, its three collaboratives of 2025-26, and one of published PDSA cycles.
# Work in an empty folder: it becomes the workspace.
set -euo pipefail

pdsa init . --name "League of Innovative Schools"

# Digital Promise announced the three topics on 1 October 2025: 61 districts in 19 states, for six
# months. The exact days are not public, so they are marked as illustrative.
pdsa collaborative new ai-literacy-2025 --title "AI Literacy 2025-26" \
  --topic "AI literacy" \
  --aim "Understand, judge and ethically use AI tools in teaching, learning, leading and operations" \
  --facilitator "Dr. Alena Zachery-Ross, Superintendent, Ypsilanti Community Schools (MI)" \
  --facilitator "Jerry Almendarez, former Superintendent, Santa Ana Unified School District (CA)" \
  --starts 2025-10-01 --ends 2026-03-31 --dates illustrative \
  --material "Digital Promise, announcement of 1 October 2025" \
  --material "Digital Promise, AI framework"

pdsa collaborative new career-readiness-2025 --title "Career Readiness 2025-26" \
  --topic "Career readiness and workforce development" \
  --aim "Career-readiness programmes that can grow, student agency, partners in the community" \
  --facilitator "Dr. Tawana Grover, Superintendent, Cedar Rapids Community School District (IA)" \
  --facilitator "Dr. Matthew Friedman, Superintendent, Quakertown Community School District (PA)" \
  --starts 2025-10-01 --ends 2026-03-31 --dates illustrative \
  --material "Digital Promise, announcement of 1 October 2025"

pdsa collaborative new educator-workforce-2025 --title "Educator Workforce 2025-26" \
  --topic "Educator recruitment and retention" \
  --aim "Strategies for a strong educator workforce" \
  --facilitator "Dr. Michelle Miller, Superintendent, South Fayette Township School District (PA)" \
  --facilitator "Dr. Kwame R. Morton, Sr., Superintendent, Cherry Hill Public Schools (NJ)" \
  --starts 2025-10-01 --ends 2026-03-31 --dates illustrative \
  --material "Digital Promise, announcement of 1 October 2025"

# One district is publicly known to take part. What it has tested, and since when, is not.
pdsa district add norwalk --name "Norwalk Public Schools" --state CT --to ai-literacy-2025 \
  --joined unknown --aim "Align its AI work with its Portrait of a Graduate"

# Cycles that others have published. Their sites take the place of districts.
pdsa collaborative new published-2025 --title "Published PDSA cycles" \
  --topic "Examples from health care and schools" \
  --starts 2025-10-01 --ends 2026-03-31 --dates illustrative \
  --idea "ask-for-surveys: Ask patients for a survey in another way" \
  --idea "register-and-sheet: A register and an easy flow sheet" \
  --idea "asthma-flow-sheet: A flow sheet for asthma" \
  --idea "call-no-shows: Call patients who did not come" \
  --idea "fafsa-practices: Four recommended practices for FAFSA completion" \
  --idea "absence-mail: Postcards and letters to families about absence" \
  --measure "fafsa: Students who complete the FAFSA; share; up; outcome; about students"
