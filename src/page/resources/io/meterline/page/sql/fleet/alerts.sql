-- The latest alerts of a period.
SELECT device, opened_at, closed_at, threshold_watts, peak_watts, milliwatt_hours
FROM alerts
WHERE opened_at >= $from::TIMESTAMPTZ AND opened_at < $to::TIMESTAMPTZ
ORDER BY opened_at DESC, device
LIMIT 200
