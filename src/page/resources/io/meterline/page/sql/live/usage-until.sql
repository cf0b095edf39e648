-- For each of the last two dates that are not to come: until which second of it rows have energy, in whole hours, or readings.
SELECT
  date,
  zone,
  max(least(25 * 3600, greatest(
    covered_seconds,
    3600 * coalesce(list_max(list_transform(hourly, lambda energy, hour: CASE WHEN energy <> 0 THEN hour END)), 0)))) AS seconds
FROM live.usage
WHERE date BETWEEN (SELECT max(date) FROM live.usage WHERE date <= ?) - 1 AND ?
GROUP BY date, zone
