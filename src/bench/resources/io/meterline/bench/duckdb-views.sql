-- The views, from readings with what was in force at each of them.

COPY (
  SELECT device, DATE '1970-01-01' + day::INTEGER AS date, milliwatt_hours, cost_micros, readings, peak_watts
  FROM (
    SELECT device, t // 86400000 AS day, sum(milliwatt_hours)::BIGINT AS milliwatt_hours,
      (sum(milliwatt_hours * price) // 1000000)::BIGINT AS cost_micros, count(*) AS readings,
      max(milliwatt_hours * 18 // (seconds * 5)) AS peak_watts
    FROM settled
    GROUP BY ALL)
) TO '${OUT}/usage' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);

-- Islands: an alert is a run of readings over the threshold, and ends with the reading after it, whenever that comes.
COPY (
  WITH flagged AS (
    SELECT device, t, seconds, milliwatt_hours, coalesce(milliwatt_hours * 18 > watts * seconds * 5, false) AS over
    FROM settled
  ), turned AS (
    SELECT *, lag(over, 1, false) OVER (PARTITION BY device ORDER BY t) AS was_over
    FROM flagged
    QUALIFY over OR was_over
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE NOT was_over) OVER (PARTITION BY device ORDER BY t) AS number FROM turned
  )
  SELECT device, make_timestamp(min(t) * 1000)::TIMESTAMP_MS AS opened_at,
    make_timestamp(max(t) FILTER (WHERE NOT over) * 1000)::TIMESTAMP_MS AS closed_at,
    sum(milliwatt_hours) FILTER (WHERE over)::BIGINT AS milliwatt_hours, count(*) FILTER (WHERE over) AS readings,
    max(milliwatt_hours * 18 // (seconds * 5)) FILTER (WHERE over) AS peak_watts
  FROM numbered
  GROUP BY device, number
) TO '${OUT}/alerts' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);
