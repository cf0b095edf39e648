-- Settings of all kinds, for both forms: what is in force, from and to, for each device and local day. Times are epoch
-- milliseconds: arithmetic on time zones is slow.

-- Whole numbers, divided and rounded half-even; m > 0, and even.
CREATE MACRO remainder(x, m) AS (x % m + m) % m;
CREATE MACRO quotient(x, m) AS (x - remainder(x, m)) // m;
CREATE MACRO half_even(x, m) AS quotient(x, m) + (2 * remainder(x, m) + remainder(quotient(x, m), 2) > m)::INT;

-- Whom a change is for, by which number, and how many settings or removals of a value there were up to it.
CREATE TEMP TABLE changes AS
SELECT *, split_part(scope, ':', 1) AS level, substr(scope, strpos(scope, ':') + 1) AS who, epoch_ms(effective_at) AS t,
  CASE op WHEN 'SCALE' THEN (value::DECIMAL(18, 6) * 1000000)::BIGINT ELSE try_cast(value AS BIGINT) END AS number,
  count(*) FILTER (WHERE op IN ('SET', 'CLEAR')) OVER (PARTITION BY scope, name ORDER BY t, logged_at, "partition", "offset") AS run
FROM '${DATA}/settings/**/*.parquet';

-- What this data has none of is refused, not ignored.
SELECT error('this setting is more than this query knows: ' || scope || ' ' || name || ' ' || op || ' ' || value)
FROM changes
WHERE level NOT IN ('everyone', 'plan', 'cohort', 'device') OR op NOT IN ('SET', 'ADD', 'SCALE', 'CLEAR')
  OR name NOT IN ('timezone', 'plan', 'cohort', 'price.micros.per.kwh', 'standing.micros.per.day', 'alert.threshold.watts',
    'alert.sustain.minutes', 'alert.clear.percent')
  OR (name IN ('plan', 'cohort') AND level <> 'device') OR (op = 'CLEAR' AND value <> '')
  OR (op = 'SET' AND number IS NULL) <> (name IN ('timezone', 'plan', 'cohort') AND op = 'SET');

-- What each scope says after each change: the SET of the run, added to and scaled in turn.
CREATE TEMP TABLE folded AS
SELECT * EXCLUDE (so_far), so_far[1].op = 'SET' OR op = 'CLEAR' AS is_used,
  CASE WHEN op = 'SET' AND number IS NULL THEN value
    WHEN so_far[1].op = 'SET' THEN list_reduce(so_far, lambda a, b: {op: 'SET',
      number: CASE b.op WHEN 'ADD' THEN a.number + b.number ELSE half_even(a.number * b.number, 1000000) END}).number::VARCHAR
  END AS result
FROM (
  SELECT *, list({op: op, number: number}) OVER (PARTITION BY scope, name, run ORDER BY t, logged_at, "partition", "offset"
    ROWS UNBOUNDED PRECEDING) AS so_far
  FROM changes
);

SELECT error('out of bounds: ' || scope || ' ' || name || ' ' || result)
FROM folded
WHERE name <> 'standing.micros.per.day' AND result[1] = '-' OR name = 'alert.clear.percent' AND try_cast(result AS BIGINT) > 100;

-- Devices as numbers, which sort, hash and compare faster than names; and the time there are readings of.
CREATE TYPE device_name AS ENUM (SELECT DISTINCT device FROM '${DATA}/readings/**/*.parquet' ORDER BY device);
CREATE TEMP TABLE span AS SELECT epoch_ms(min("at")) AS from_t, epoch_ms(max("at")) + 1 AS to_t FROM '${DATA}/readings/**/*.parquet';

-- All that a scope says, from and to, also before it says anything. What was cleared is a struct of null, so that it does not stay what it was before.
CREATE TEMP TABLE says AS
WITH wide AS (
  SELECT level, who, t, any_value({v: result}) FILTER (WHERE name = 'timezone') AS zone,
    any_value({v: result}) FILTER (WHERE name = 'plan') AS plan, any_value({v: result}) FILTER (WHERE name = 'cohort') AS cohort,
    any_value({v: try_cast(result AS BIGINT)}) FILTER (WHERE name = 'price.micros.per.kwh') AS price,
    any_value({v: try_cast(result AS BIGINT)}) FILTER (WHERE name = 'standing.micros.per.day') AS standing,
    any_value({v: try_cast(result AS BIGINT)}) FILTER (WHERE name = 'alert.threshold.watts') AS watts,
    any_value({v: try_cast(result AS BIGINT)}) FILTER (WHERE name = 'alert.sustain.minutes') AS sustain,
    any_value({v: try_cast(result AS BIGINT)}) FILTER (WHERE name = 'alert.clear.percent') AS clear
  FROM (
    FROM folded WHERE is_used
    QUALIFY row_number() OVER (PARTITION BY scope, name, t ORDER BY logged_at DESC, "partition" DESC, "offset" DESC) = 1
    UNION ALL BY NAME
    SELECT *, -9000000000000000000 AS t
    FROM (SELECT level, who FROM changes UNION SELECT 'device', unnest(enum_range(NULL::device_name))::VARCHAR)
  )
  GROUP BY ALL
)
SELECT level, who, t, lead(t, 1, 9000000000000000000) OVER w AS to_t, last_value(zone IGNORE NULLS) OVER w .v AS zone, last_value(plan IGNORE NULLS) OVER w .v AS plan,
  last_value(cohort IGNORE NULLS) OVER w .v AS cohort, last_value(price IGNORE NULLS) OVER w .v AS price,
  last_value(standing IGNORE NULLS) OVER w .v AS standing, last_value(watts IGNORE NULLS) OVER w .v AS watts,
  last_value(sustain IGNORE NULLS) OVER w .v AS sustain, last_value(clear IGNORE NULLS) OVER w .v AS clear
FROM wide
WINDOW w AS (PARTITION BY level, who ORDER BY t);

-- What is in force for each device: what the most specific of its scopes says, their ranges laid over one another.
CREATE TEMP TABLE in_force AS
WITH with_plan AS (
  SELECT o, p, greatest(o.t, p.t) AS t, least(o.to_t, p.to_t) AS to_t
  FROM (FROM says WHERE level = 'device' AND who IN (SELECT unnest(enum_range(NULL::device_name))::VARCHAR)) o
  LEFT JOIN (FROM says WHERE level = 'plan') p ON p.who = o.plan AND p.t < o.to_t AND o.t < p.to_t
), with_cohort AS (
  SELECT o, p, c, greatest(x.t, c.t) AS t, least(x.to_t, c.to_t) AS to_t
  FROM with_plan x LEFT JOIN (FROM says WHERE level = 'cohort') c ON c.who = o.cohort AND c.t < x.to_t AND x.t < c.to_t
)
SELECT row_number() OVER ()::INT AS segment, o.who::device_name AS device, greatest(x.t, e.t) AS from_t,
  least(x.to_t, e.to_t) AS to_t, o.cohort AS cohort,
  coalesce(o.zone, p.zone, c.zone, e.zone, 'UTC') AS zone, coalesce(o.price, p.price, c.price, e.price) AS price,
  coalesce(o.standing, p.standing, c.standing, e.standing) AS standing, coalesce(o.watts, p.watts, c.watts, e.watts) AS watts,
  coalesce(o.sustain, p.sustain, c.sustain, e.sustain, 0) AS sustain, coalesce(o.clear, p.clear, c.clear, e.clear, 0) AS clear
FROM with_cohort x LEFT JOIN (FROM says WHERE level = 'everyone') e ON e.t < x.to_t AND x.t < e.to_t;

-- Local days of each zone, from and to.
CREATE TEMP TABLE days AS
SELECT zone, date, epoch_ms(timezone(zone, date::TIMESTAMP)) AS start_t, epoch_ms(timezone(zone, (date + 1)::TIMESTAMP)) AS end_t
FROM (SELECT DISTINCT zone FROM in_force), (
  SELECT unnest(generate_series(make_timestamp(from_t * 1000)::DATE - 1, make_timestamp(to_t * 1000)::DATE + 1, INTERVAL 1 DAY))::DATE AS date
  FROM span
);

-- A slice is what is one device, one local day and one state of all its settings. They are numbered by device and time.
-- "opens" and "keeps" are the energies of half an hour above which an alert opens, and stays open.
CREATE TEMP TABLE slices AS
SELECT (row_number() OVER (ORDER BY device, f.from_t, start_t))::INT AS slice, segment, device, date, d.zone, start_t,
  ((end_t - start_t) / 3600000)::INT AS hours, greatest(f.from_t, start_t, s.from_t) AS from_t, least(f.to_t, end_t, s.to_t) AS to_t,
  cohort, price, standing, sustain, watts, watts * 500 AS opens, watts * 5 * (100 - clear) AS keeps
FROM in_force f JOIN days d ON d.zone = f.zone AND d.start_t < f.to_t AND f.from_t < d.end_t, span s
WHERE greatest(f.from_t, start_t, s.from_t) < least(f.to_t, end_t, s.to_t);

SELECT error('a day of more than 25 hours, or that does not begin with a half hour, is more than this query knows')
FROM slices
WHERE hours > 25 OR start_t % 1800000 <> 0;

-- Readings of this data are of half hours, and none is sent back or from the future.
CREATE MACRO is_known("at", seconds, milliwatt_hours, logged_at) AS
  CASE WHEN seconds = 1800 AND epoch_ms("at") % 1800000 = 0 AND milliwatt_hours BETWEEN 0 AND 67108863 AND "at" <= logged_at THEN true
    ELSE error('this reading is more than this query knows') END;
