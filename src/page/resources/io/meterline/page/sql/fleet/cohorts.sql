-- Cohorts, day by day.
SELECT cohort, date, devices, milliwatt_hours, p10, p25, p50, p75, p90
FROM cohorts
WHERE date >= $from::DATE AND date < $to::DATE
ORDER BY cohort, date
