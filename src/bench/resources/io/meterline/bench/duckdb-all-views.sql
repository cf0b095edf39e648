-- The views, for both forms, of device_days, turns (the readings that may keep an alert open, and the one after each of them)
-- and superseded.

COPY (
  SELECT device, date, zone, energy AS milliwatt_hours, half_even(cost::BIGINT, 1000000) AS cost_micros, readings, hourly,
    peak // 500 AS peak_watts,
    CASE WHEN first_t = min(first_t) OVER (PARTITION BY device, date) THEN standing END AS standing_micros,
    readings * 1800 AS covered_seconds
  FROM device_days
) TO '${OUT}/usage' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);

-- What opens an alert and what closes it does not depend on whether one is open: it is what lies between the first opening
-- after a closing, from the beginning of the run that opened it, and the next closing.
COPY (
  WITH begun AS (
    SELECT *, over AND NOT coalesce(lag(over) OVER w AND lag(t) OVER w = t - 1800000, false) AS begins,
      count(*) FILTER (WHERE closes) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS number
    FROM turns
    WINDOW w AS (PARTITION BY device ORDER BY t)
  ), runs AS (
    SELECT *, max(t) FILTER (WHERE begins) OVER (PARTITION BY device ORDER BY t) AS run_t FROM begun
  ), opened AS (
    SELECT device, number, arg_min(run_t, t) AS opened_t, arg_min(watts, t) AS threshold
    FROM runs
    WHERE over AND t - run_t + 1800000 >= sustain * 60000
    GROUP BY ALL
  )
  SELECT device, make_timestamptz(opened_t * 1000) AS opened_at, make_timestamptz(max(t) FILTER (WHERE closes) * 1000) AS closed_at,
    threshold AS threshold_watts, max(e) FILTER (WHERE NOT closes) // 500 AS peak_watts,
    sum(e) FILTER (WHERE NOT closes)::BIGINT AS milliwatt_hours, count(*) FILTER (WHERE NOT closes) AS readings
  FROM opened JOIN runs USING (device, number)
  WHERE t >= opened_t
  GROUP BY device, opened_t, threshold
) TO '${OUT}/alerts' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);

CREATE TEMP TABLE compared AS
SELECT *, rank() OVER w AS rank, row_number() OVER w AS place, count(*) OVER (PARTITION BY cohort, date) AS devices
FROM (
  SELECT device, date, arg_max(cohort, last_t) AS cohort, sum(energy)::BIGINT AS energy, sum(readings)::BIGINT AS readings
  FROM device_days
  GROUP BY ALL
)
WHERE cohort <> ''
WINDOW w AS (PARTITION BY cohort, date ORDER BY energy);

COPY (
  SELECT device, date, cohort, energy AS milliwatt_hours, rank, devices, readings * 1800 AS covered_seconds FROM compared
) TO '${OUT}/comparisons' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);

CREATE MACRO percentile(p, energy, place, devices) AS any_value(energy) FILTER (WHERE place = (devices * p + 99) // 100);

COPY (
  SELECT cohort, date, count(*) AS devices, sum(energy)::BIGINT AS milliwatt_hours, percentile(10, energy, place, devices) AS p10, percentile(25, energy, place, devices) AS p25,
    percentile(50, energy, place, devices) AS p50, percentile(75, energy, place, devices) AS p75, percentile(90, energy, place, devices) AS p90
  FROM compared
  GROUP BY cohort, date
) TO '${OUT}/cohorts' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);

CREATE MACRO instant(t) AS strftime(make_timestamp(t * 1000), '%Y-%m-%dT%H:%M:%S')
  || CASE WHEN t % 1000 = 0 THEN 'Z' ELSE strftime(make_timestamp(t * 1000), '.%gZ') END;

COPY (
  SELECT 'READING' AS kind, "partition", "offset", 'SUPERSEDED' AS reason,
    'a later reading of this device starts at ' || instant(t) AS detail, logged_at,
    '{"device":' || to_json(device) || ',"at":"' || instant(t) || '","seconds":1800,"milliwatt_hours":' || e || '}' AS content
  FROM superseded
  UNION ALL
  SELECT 'SETTING', "partition", "offset", 'NOTHING_TO_CHANGE', op || ' of ' || name || ', which has no value for ' || scope || ' at that time',
    logged_at,
    '{"scope":' || to_json(scope) || ',"name":"' || name || '","op":"' || op || '","value":"' || value || '","effective_at":"' || instant(t) || '"'
      || coalesce(',"author":' || to_json(author), '') || coalesce(',"reason":' || to_json(reason), '') || '}'
  FROM folded
  WHERE NOT is_used
) TO '${OUT}/rejected' (FORMAT parquet, COMPRESSION zstd, PER_THREAD_OUTPUT true);
