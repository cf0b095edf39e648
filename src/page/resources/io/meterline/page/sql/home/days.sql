-- The days of a home. A day in which the zone changes has two rows. What was known then stands beside what is known now.
WITH
  now_days AS (SELECT * FROM usage WHERE device = $device AND date >= $from::DATE AND date < $to::DATE),
  then_days AS (SELECT * FROM then_usage WHERE device = $device AND date >= $from::DATE AND date < $to::DATE),
  opened AS (SELECT opened_at FROM alerts WHERE device = $device),
  compared AS (SELECT $then::BOOLEAN AS with_then)
SELECT
  date,
  zone,
  n.milliwatt_hours,
  n.cost_micros,
  n.standing_micros,
  n.cost_micros + coalesce(n.standing_micros, 0) AS total_micros,
  coalesce(n.readings, 0) AS readings,
  coalesce(n.covered_seconds, 0) AS covered_seconds,
  epoch((date + 1)::TIMESTAMP AT TIME ZONE zone)::BIGINT - epoch(date::TIMESTAMP AT TIME ZONE zone)::BIGINT AS day_seconds,
  n.peak_watts,
  (SELECT count(*) FROM opened WHERE (opened_at AT TIME ZONE zone)::DATE = date) AS alerts,
  t.milliwatt_hours AS then_milliwatt_hours,
  t.cost_micros AS then_cost_micros,
  t.cost_micros + coalesce(t.standing_micros, 0) AS then_total_micros,
  with_then
    AND (n.milliwatt_hours IS DISTINCT FROM t.milliwatt_hours
      OR n.cost_micros IS DISTINCT FROM t.cost_micros
      OR n.standing_micros IS DISTINCT FROM t.standing_micros) AS differs
FROM now_days n
FULL JOIN then_days t USING (date, zone)
CROSS JOIN compared
ORDER BY date, zone
