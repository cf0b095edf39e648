-- ASOF JOIN: each reading meets the price and the threshold of its device that are in force at its time.

-- Prices of devices: their plan's while they are on it.
CREATE TEMP TABLE prices AS
SELECT m.device, greatest(m.from_t, p.from_t) AS from_t, p.price
FROM members m JOIN plan_prices p ON p.plan = m.plan AND p.from_t < m.to_t AND m.from_t < p.to_t;

CREATE TEMP TABLE settled AS
SELECT r.device, r.t, r.seconds, r.milliwatt_hours, p.price, w.watts
FROM (
  SELECT device::device_name AS device, epoch_ms("at") AS t, seconds, milliwatt_hours
  FROM '${DATA}/readings/**/*.parquet'
) r
ASOF LEFT JOIN prices p ON p.device = r.device AND p.from_t <= r.t
ASOF LEFT JOIN thresholds w ON w.device = r.device AND w.from_t <= r.t;
