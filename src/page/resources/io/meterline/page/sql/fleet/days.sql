-- All homes together, day by day. The cost of energy is that of the rows that have a price; the total has standing charges.
WITH
  opened AS (
    SELECT opened_at::DATE AS date, count(*) AS alerts
    FROM alerts
    WHERE opened_at >= $from::TIMESTAMPTZ AND opened_at < $to::TIMESTAMPTZ
    GROUP BY ALL)
SELECT
  date,
  count(DISTINCT device) AS devices,
  sum(milliwatt_hours) AS milliwatt_hours,
  sum(cost_micros) AS cost_micros,
  sum(standing_micros) AS standing_micros,
  CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END AS total_micros,
  count(*) - count(cost_micros) AS unpriced,
  coalesce(any_value(opened.alerts), 0) AS alerts
FROM usage
LEFT JOIN opened USING (date)
WHERE date >= $from::DATE AND date < $to::DATE
GROUP BY date
ORDER BY date
