#!/usr/bin/env bash
# FAFSA completion in two networks of high schools: shares without counts, one target, many sites.
# The source gives years and one day, 2 March 2019: the other days are illustrative.
set -euo pipefail
export PDSA_BY="Published source"

pdsa district add fafsa-network --name "FAFSA, 19 schools" --state CA \
  --to published-2025 --joined unknown

pdsa plan published-2025/fafsa-network --try fafsa-practices \
  --title "Four practices in 19 high schools" \
  --with "19 high schools in Southern California" --scope several-sites \
  --predict "From 64 % to 74 % by 2 March 2019" --expect "fafsa at least 74% by 2019-03-02" \
  --starts 2018-09-04 --until 2019-03-02 --dates illustrative \
  --material "CARPE network, HTH Graduate School of Education: hthgse.edu"
pdsa record published-2025/fafsa-network fafsa 64% --day 2018-03-02 \
  --note "where the aim starts; the day is illustrative, the counts are not published" --afterwards
pdsa do fafsa-network/01 --as-planned partly --why "Sites do not all do what they plan" \
  --observed "Four practices were recommended to the schools" --day 2019-03-02 --afterwards

# One school stands beside the total: it never adds to it
pdsa record fafsa-network/01 fafsa 2018-03-02=69% 2019-03-02=82% --site "Calexico High School" \
  --note "69 % to 82 % in one year; the days are illustrative, the counts are not published" \
  --afterwards

# What the whole network reached is not in the source, so nobody can say whether the aim was met
pdsa study fafsa-network/01 \
  --result "Calexico High School went from 69 % to 82 % in one year; no figure of the whole network" \
  --learned "Sites do not all do what they plan" --prediction 1=unknown \
  --day 2019-03-02 --afterwards

# An earlier network: two figures of the same measure, and no cycle
pdsa district add earlier-fafsa-network --name "FAFSA, 2015 to 2017" \
  --to published-2025 --joined unknown
pdsa record published-2025/earlier-fafsa-network fafsa 2015-03-02=65.8% 2017-03-02=78.1% \
  --note "the days are illustrative, the counts are not published" --afterwards
pdsa record published-2025/earlier-fafsa-network fafsa 2015-03-02=43% 2017-03-02=100% \
  --site "One of its schools" \
  --note "the days are illustrative, the counts are not published" --afterwards
