-- Where a home stands in its cohort, day by day. The last day of its usage is left out until readings cover it: it goes on.
WITH
  last AS (SELECT max(date) AS date FROM usage WHERE device = $device),
  compared AS (
    SELECT
      comparisons.*,
      (SELECT sum(epoch((date + 1)::TIMESTAMP AT TIME ZONE zone)::BIGINT - epoch(date::TIMESTAMP AT TIME ZONE zone)::BIGINT)
         // count(*) FROM usage WHERE device = $device AND usage.date = comparisons.date) AS day_seconds
    FROM comparisons
    WHERE device = $device AND date >= $from::DATE AND date < $to::DATE)
SELECT
  date,
  cohort,
  mine.milliwatt_hours,
  mine.rank,
  mine.devices,
  mine.covered_seconds,
  mine.day_seconds,
  p10, p25, p50, p75, p90
FROM compared mine
JOIN cohorts USING (cohort, date)
WHERE date < (SELECT date FROM last) OR mine.covered_seconds >= mine.day_seconds
ORDER BY date
