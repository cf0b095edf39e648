-- The readings of a device that start in a span of time, used or not, with the reason if they were not.
SELECT
  r."at" AS "at",
  r.seconds,
  r.milliwatt_hours,
  CASE WHEN r.seconds > 0 THEN r.milliwatt_hours::HUGEINT * 36 // (r.seconds * 10) END AS watts,
  r.logged_at,
  r."partition" AS "partition",
  r."offset" AS "offset",
  x.reason IS NULL AS used,
  x.reason,
  x.detail,
  t.reason AS then_reason
FROM log_readings r
LEFT JOIN rejected x ON x.kind = 'READING' AND x."partition" = r."partition" AND x."offset" = r."offset"
LEFT JOIN then_rejected t ON t.kind = 'READING' AND t."partition" = r."partition" AND t."offset" = r."offset"
WHERE r.device = $device AND r."at" >= $starts::TIMESTAMPTZ AND r."at" < $ends::TIMESTAMPTZ
ORDER BY r."at", r.logged_at, r."partition", r."offset"
LIMIT 20000
