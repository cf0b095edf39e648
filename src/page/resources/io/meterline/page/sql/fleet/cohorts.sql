-- Cohorts, day by day. The last day is left out until the readings of most homes cover it, but for the hour of changed clocks: it goes on.
WITH
  covered AS (
    SELECT cohort, date, median(covered_seconds) >= 23 * 3600 AS is_over
    FROM comparisons
    WHERE date >= $from::DATE AND date < $to::DATE
    GROUP BY ALL),
  last AS (SELECT cohort, max(date) AS last FROM covered GROUP BY ALL)
SELECT cohort, date, devices, milliwatt_hours, p10, p25, p50, p75, p90
FROM cohorts
JOIN covered USING (cohort, date)
JOIN last USING (cohort)
WHERE is_over OR date < last
ORDER BY cohort, date
