-- Between which dates a home has usage, and what it was last: its zone and its cohort.
SELECT
  min(date) AS first,
  max(date) AS last,
  count(DISTINCT date) AS days,
  arg_max(zone, date) AS zone,
  (SELECT arg_max(cohort, date) FROM comparisons WHERE device = $device) AS cohort
FROM usage
WHERE device = $device
