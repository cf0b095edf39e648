-- The alerts of a home that overlap some dates of the zone that it was in last. What was known then stands beside what is known now.
WITH
  last AS (SELECT coalesce(arg_max(zone, date), 'UTC') AS zone FROM usage WHERE device = $device AND date < $to::DATE),
  span AS (SELECT zone, $from::TIMESTAMP AT TIME ZONE zone AS starts, $to::TIMESTAMP AT TIME ZONE zone AS ends FROM last),
  now_alerts AS (SELECT * FROM alerts WHERE device = $device),
  then_alerts_here AS (SELECT * FROM then_alerts WHERE device = $device),
  compared AS (SELECT $then::BOOLEAN AS with_then)
SELECT
  opened_at,
  coalesce(n.closed_at, CASE WHEN n.opened_at IS NULL THEN t.closed_at END) AS closed_at,
  coalesce(n.threshold_watts, t.threshold_watts) AS threshold_watts,
  coalesce(n.peak_watts, t.peak_watts) AS peak_watts,
  coalesce(n.milliwatt_hours, t.milliwatt_hours) AS milliwatt_hours,
  coalesce(n.readings, t.readings) AS readings,
  CASE
    WHEN NOT with_then THEN 'same'
    WHEN n.opened_at IS NULL THEN 'only then'
    WHEN t.opened_at IS NULL THEN 'not then'
    WHEN n.closed_at IS DISTINCT FROM t.closed_at
      OR n.threshold_watts IS DISTINCT FROM t.threshold_watts
      OR n.peak_watts IS DISTINCT FROM t.peak_watts
      OR n.milliwatt_hours IS DISTINCT FROM t.milliwatt_hours THEN 'otherwise'
    ELSE 'same'
  END AS then_state,
  zone
FROM now_alerts n
FULL JOIN then_alerts_here t USING (opened_at)
CROSS JOIN span
CROSS JOIN compared
WHERE opened_at < ends AND coalesce(n.closed_at, t.closed_at, 'infinity'::TIMESTAMPTZ) > starts
ORDER BY opened_at DESC
