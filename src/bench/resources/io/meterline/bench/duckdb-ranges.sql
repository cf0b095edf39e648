-- Hash joins: each reading meets its plan, its price and its threshold, with few ranges to try for each.
CREATE TEMP TABLE settled AS
SELECT r.device, r.t, r.seconds, r.milliwatt_hours, p.price, w.watts
FROM (
  SELECT device::device_name AS device, epoch_ms("at") AS t, seconds, milliwatt_hours
  FROM '${DATA}/readings/**/*.parquet'
) r
LEFT JOIN members m ON m.device = r.device AND m.from_t <= r.t AND r.t < m.to_t
LEFT JOIN daily_prices p ON p.plan = m.plan AND p.day = r.t // 86400000 AND p.from_t <= r.t AND r.t < p.to_t
LEFT JOIN monthly_thresholds w
  ON w.device = r.device AND w.month = r.t // 2592000000 AND w.from_t <= r.t AND r.t < w.to_t;
