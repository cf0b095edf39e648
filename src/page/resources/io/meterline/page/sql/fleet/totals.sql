-- All homes together in a period.
SELECT
  count(DISTINCT device) AS devices,
  sum(milliwatt_hours) AS milliwatt_hours,
  sum(cost_micros) AS cost_micros,
  sum(standing_micros) AS standing_micros,
  CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END AS total_micros,
  count(*) - count(cost_micros) AS unpriced,
  (SELECT count(*) FROM alerts WHERE opened_at >= $from::TIMESTAMPTZ AND opened_at < $to::TIMESTAMPTZ) AS alerts,
  (SELECT count(*) FROM alerts WHERE closed_at IS NULL) AS open_alerts,
  (SELECT count(*) FROM rejected) AS rejected
FROM usage
WHERE date >= $from::DATE AND date < $to::DATE
