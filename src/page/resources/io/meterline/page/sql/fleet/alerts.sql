-- The latest alerts of a period, each with the zone that its home was in last.
WITH
  latest AS (
    SELECT device, opened_at, closed_at, threshold_watts, peak_watts, milliwatt_hours
    FROM alerts
    WHERE opened_at >= $from::TIMESTAMPTZ AND opened_at < $to::TIMESTAMPTZ
    ORDER BY opened_at DESC, device
    LIMIT 200),
  zones AS (
    SELECT device, arg_max(zone, date) AS zone
    FROM usage
    WHERE date >= $from::DATE AND date < $to::DATE AND device IN (SELECT device FROM latest)
    GROUP BY device)
SELECT latest.*, coalesce(zone, 'UTC') AS zone
FROM latest
LEFT JOIN zones USING (device)
ORDER BY opened_at DESC, device
