-- Homes in a period, at most a hundred, those with the most first.
WITH
  opened AS (
    SELECT device, count(*) AS alerts
    FROM alerts
    WHERE opened_at >= $from::TIMESTAMPTZ AND opened_at < $to::TIMESTAMPTZ
    GROUP BY ALL),
  homes AS (
    SELECT
      device,
      sum(milliwatt_hours) AS milliwatt_hours,
      sum(cost_micros) AS cost_micros,
      sum(standing_micros) AS standing_micros,
      CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END AS total_micros,
      count(DISTINCT date) AS days
    FROM usage
    WHERE date >= $from::DATE AND date < $to::DATE AND contains(lower(device), lower($like))
    GROUP BY ALL)
SELECT device, milliwatt_hours, cost_micros, standing_micros, total_micros, coalesce(alerts, 0) AS alerts, days
FROM homes
LEFT JOIN opened USING (device)
ORDER BY
  CASE $order WHEN 'energy' THEN milliwatt_hours WHEN 'cost' THEN total_micros WHEN 'alerts' THEN coalesce(alerts, 0) END DESC NULLS LAST,
  device
LIMIT 100
