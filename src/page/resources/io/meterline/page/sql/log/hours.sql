-- Import and export of a device by hours elapsed since a time, of the readings that are used.
SELECT
  (epoch_ms(r."at") - epoch_ms($starts::TIMESTAMPTZ)) // 3600000 AS hour,
  sum(greatest(r.milliwatt_hours, 0)) AS import,
  -sum(least(r.milliwatt_hours, 0)) AS export
FROM log_readings r
ANTI JOIN rejected x ON x.kind = 'READING' AND x."partition" = r."partition" AND x."offset" = r."offset"
WHERE r.device = $device AND r."at" >= $starts::TIMESTAMPTZ AND r."at" < $ends::TIMESTAMPTZ
GROUP BY ALL
ORDER BY hour
