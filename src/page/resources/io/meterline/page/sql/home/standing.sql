-- Where a home stands in its cohort, day by day.
SELECT
  date,
  cohort,
  mine.milliwatt_hours,
  mine.rank,
  mine.devices,
  mine.covered_seconds,
  (SELECT sum(epoch((date + 1)::TIMESTAMP AT TIME ZONE zone)::BIGINT - epoch(date::TIMESTAMP AT TIME ZONE zone)::BIGINT)
     // count(*) FROM usage WHERE device = $device AND usage.date = mine.date) AS day_seconds,
  p10, p25, p50, p75, p90
FROM comparisons mine
JOIN cohorts USING (cohort, date)
WHERE device = $device AND date >= $from::DATE AND date < $to::DATE
ORDER BY date
