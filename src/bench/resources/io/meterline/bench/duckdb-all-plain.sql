-- As an expert writes it down: the readings that count, each with what is in force at it; then aggregation and windows.

-- The window over all readings takes more than the 4 GB of all other contenders.
SET memory_limit = '8GB';

CREATE TEMP TABLE latest AS
SELECT device::device_name AS device, epoch_ms("at") AS t, milliwatt_hours AS e, logged_at, "partition", "offset",
  lead("at") OVER (PARTITION BY device::device_name ORDER BY "at", logged_at, "partition", "offset") IS NOT DISTINCT FROM "at" AS is_replaced
FROM '${DATA}/readings/**/*.parquet'
WHERE is_known("at", seconds, milliwatt_hours, logged_at);

CREATE TEMP TABLE superseded AS
SELECT device, t, e, logged_at, "partition", "offset" FROM latest WHERE is_replaced;

CREATE TEMP TABLE settled AS
SELECT s.*, r.t, r.e, (r.t - s.start_t) // 3600000 AS hour
FROM (FROM latest WHERE NOT is_replaced) r
ASOF JOIN slices s ON s.device = r.device AND s.from_t <= r.t;

DROP TABLE latest;

CREATE MACRO sum_where(e, matches) AS coalesce(sum(e) FILTER (WHERE matches), 0)::BIGINT;

CREATE TEMP TABLE device_days AS
WITH hourly AS (
  SELECT device, date, zone, hours, hour, sum(e)::BIGINT AS e, sum(e * price) AS cost, bool_and(price IS NOT NULL) AS is_priced,
    count(*) AS readings, max(e) AS peak, arg_min(standing, t) AS standing, min(t) AS first_t, arg_max(coalesce(cohort, ''), t) AS cohort, max(t) AS last_t
  FROM settled
  GROUP BY ALL
)
SELECT device, date, zone, sum(e)::BIGINT AS energy, CASE WHEN bool_and(is_priced) THEN sum(cost) END AS cost,
  sum(readings)::BIGINT AS readings,
  [sum_where(e, hour = 0), sum_where(e, hour = 1), sum_where(e, hour = 2), sum_where(e, hour = 3), sum_where(e, hour = 4),
    sum_where(e, hour = 5), sum_where(e, hour = 6), sum_where(e, hour = 7), sum_where(e, hour = 8), sum_where(e, hour = 9),
    sum_where(e, hour = 10), sum_where(e, hour = 11), sum_where(e, hour = 12), sum_where(e, hour = 13), sum_where(e, hour = 14),
    sum_where(e, hour = 15), sum_where(e, hour = 16), sum_where(e, hour = 17), sum_where(e, hour = 18), sum_where(e, hour = 19),
    sum_where(e, hour = 20), sum_where(e, hour = 21), sum_where(e, hour = 22), sum_where(e, hour = 23), sum_where(e, hour = 24)][:hours] AS hourly,
  max(peak) AS peak, arg_min(standing, first_t) AS standing, min(first_t) AS first_t, arg_max(cohort, last_t) AS cohort, max(last_t) AS last_t
FROM hourly
GROUP BY device, date, zone, hours;

CREATE TEMP TABLE turns AS
SELECT device, t, e, watts, sustain, coalesce(e > opens, false) AS over, coalesce(e <= keeps, true) AS closes
FROM settled
WINDOW w AS (PARTITION BY device ORDER BY t)
QUALIFY NOT coalesce(e <= keeps, true) OR NOT lag(coalesce(e <= keeps, true), 1, true) OVER w;
