-- No sort of all readings, and no copy of them: the views are made of readings as they are read, each of what it needs,
-- and the reading after one that is over is looked up by its time.

COPY (
  SELECT device, DATE '1970-01-01' + day::INTEGER AS date, milliwatt_hours, cost_micros, readings, peak_watts
  FROM (
    SELECT r.device, r.t // 86400000 AS day, sum(milliwatt_hours)::BIGINT AS milliwatt_hours,
      (sum(milliwatt_hours * price) // 1000000)::BIGINT AS cost_micros, count(*) AS readings,
      max(milliwatt_hours * 18 // (seconds * 5)) AS peak_watts
    FROM (
      SELECT device::device_name AS device, epoch_ms("at") AS t, seconds, milliwatt_hours
      FROM '${DATA}/readings/**/*.parquet'
    ) r
    LEFT JOIN members m ON m.device = r.device AND m.from_t <= r.t AND r.t < m.to_t
    LEFT JOIN daily_prices p ON p.plan = m.plan AND p.day = r.t // 86400000 AND p.from_t <= r.t AND r.t < p.to_t
    GROUP BY ALL)
) TO '${OUT}/usage' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);

CREATE TEMP TABLE over_threshold AS
SELECT r.device, r.t, r.t + r.seconds * 1000 AS end_t, r.seconds, r.milliwatt_hours
FROM (
  SELECT device::device_name AS device, epoch_ms("at") AS t, seconds, milliwatt_hours
  FROM '${DATA}/readings/**/*.parquet'
) r
JOIN monthly_thresholds w ON w.device = r.device AND w.month = r.t // 2592000000 AND w.from_t <= r.t AND r.t < w.to_t
WHERE milliwatt_hours * 18 > watts * seconds * 5;

CREATE TEMP TABLE next_to AS
SELECT r.device, r.t
FROM (SELECT device::device_name AS device, epoch_ms("at") AS t FROM '${DATA}/readings/**/*.parquet') r
SEMI JOIN over_threshold o ON o.device = r.device AND o.end_t = r.t;

-- After a gap it is the earliest of those that are later.
CREATE TEMP TABLE after_gap AS
WITH before_gap AS (FROM over_threshold o ANTI JOIN next_to n ON n.device = o.device AND n.t = o.end_t)
SELECT b.device, min(r.t) AS t
FROM (SELECT device::device_name AS device, epoch_ms("at") AS t FROM '${DATA}/readings/**/*.parquet') r
JOIN before_gap b ON b.device = r.device AND r.t > b.t
GROUP BY b.device, b.t;

COPY (
  WITH kept AS (
    SELECT device, t, true AS over, seconds, milliwatt_hours FROM over_threshold
    UNION ALL
    SELECT device, t, false, NULL, NULL
    FROM (FROM next_to UNION FROM after_gap) n
    ANTI JOIN over_threshold o ON o.device = n.device AND o.t = n.t
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE NOT over) OVER before AS number
    FROM kept
    WINDOW before AS (PARTITION BY device ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  SELECT device, make_timestamp(min(t) * 1000)::TIMESTAMP_MS AS opened_at,
    make_timestamp(max(t) FILTER (WHERE NOT over) * 1000)::TIMESTAMP_MS AS closed_at,
    sum(milliwatt_hours)::BIGINT AS milliwatt_hours, count(*) FILTER (WHERE over) AS readings,
    max(milliwatt_hours * 18 // (seconds * 5)) AS peak_watts
  FROM numbered
  GROUP BY device, number
) TO '${OUT}/alerts' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);
