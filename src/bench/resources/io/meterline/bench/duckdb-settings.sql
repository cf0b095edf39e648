-- Settings, for all forms: what is in force, from and to. Times are epoch milliseconds: arithmetic on time zones is slow.

-- Every change is SET, so that the last one is the fold of its scope.
SELECT error('ADD, SCALE and CLEAR are more than this query knows')
FROM '${DATA}/settings/**/*.parquet'
WHERE op <> 'SET';

-- Whom a setting is for, and what for, from when on.
CREATE TEMP TABLE changes AS
SELECT split_part(scope, ':', 1) AS level, split_part(scope, ':', 2) AS who, name, value, epoch_ms(effective_at) AS t
FROM '${DATA}/settings/**/*.parquet'
-- Of several that hold from one time, the last logged.
QUALIFY row_number() OVER (PARTITION BY scope, name, t ORDER BY logged_at DESC, "partition" DESC, "offset" DESC) = 1;

-- What no alert of this data needs is refused, not ignored: sustain (a run that has lasted so long) and clear (hysteresis)
-- would take further window functions.
SELECT error('sustain, clear and time zones are more than this query knows')
FROM changes
WHERE name IN ('alert.sustain.minutes', 'alert.clear.percent') AND value <> '0' OR name = 'timezone' AND value <> 'UTC';

-- Every price is one number.
SELECT error('rates by local time, a price of energy sent back and a standing charge are more than this query knows')
FROM changes
WHERE name IN ('price.export.micros.per.kwh', 'standing.micros.per.day')
  OR name = 'price.micros.per.kwh' AND contains(value, ';');

-- Levels that the data has no settings of are left out of the joins.
SELECT error('a price of a device or cohort, or a threshold of a plan, is more than this query knows')
FROM changes
WHERE name = 'price.micros.per.kwh' AND level IN ('device', 'cohort')
  OR name = 'alert.threshold.watts' AND level = 'plan';

-- Devices as numbers, which sort, hash and compare faster than names.
CREATE TYPE device_name AS ENUM (SELECT DISTINCT device FROM '${DATA}/readings/**/*.parquet' ORDER BY device);

-- Plans and cohorts of devices, from and to; where there is none the name is empty.
CREATE TEMP TABLE members AS
WITH points AS (
  SELECT unnest(enum_range(NULL::device_name)) AS device, -9000000000000000000 AS t
  UNION SELECT who, t FROM changes WHERE name IN ('plan', 'cohort')
)
SELECT x.device::device_name AS device, x.t AS from_t,
  lead(x.t, 1, 9000000000000000000) OVER (PARTITION BY x.device ORDER BY x.t) AS to_t,
  coalesce(p.value, '') AS plan, coalesce(c.value, '') AS cohort
FROM points x
ASOF LEFT JOIN (FROM changes WHERE name = 'plan') p ON p.who = x.device AND p.t <= x.t
ASOF LEFT JOIN (FROM changes WHERE name = 'cohort') c ON c.who = x.device AND c.t <= x.t;

-- Prices of plans and thresholds of cohorts, from and to, each with everyone's where it has none yet.
CREATE TEMP TABLE plan_prices AS
WITH mine AS (FROM changes WHERE name = 'price.micros.per.kwh'), points AS (
  SELECT DISTINCT plan, mine.t FROM (SELECT DISTINCT plan FROM members) m JOIN mine ON who IN (plan, '')
)
SELECT plan, x.t AS from_t, lead(x.t, 1, 9000000000000000000) OVER (PARTITION BY plan ORDER BY x.t) AS to_t,
  coalesce(own.value, everyone.value)::BIGINT AS price
FROM points x
ASOF LEFT JOIN (FROM mine WHERE level = 'plan') own ON own.who = x.plan AND own.t <= x.t
ASOF LEFT JOIN (FROM mine WHERE level = 'everyone') everyone ON everyone.t <= x.t;

CREATE TEMP TABLE cohort_thresholds AS
WITH mine AS (FROM changes WHERE name = 'alert.threshold.watts' AND level <> 'device'), points AS (
  SELECT DISTINCT cohort, mine.t FROM (SELECT DISTINCT cohort FROM members) m JOIN mine ON who IN (cohort, '')
)
SELECT cohort, x.t AS from_t, lead(x.t, 1, 9000000000000000000) OVER (PARTITION BY cohort ORDER BY x.t) AS to_t,
  coalesce(own.value, everyone.value)::BIGINT AS watts
FROM points x
ASOF LEFT JOIN (FROM mine WHERE level = 'cohort') own ON own.who = x.cohort AND own.t <= x.t
ASOF LEFT JOIN (FROM mine WHERE level = 'everyone') everyone ON everyone.t <= x.t;

-- Thresholds of devices, from and to: their own, or their cohort's.
CREATE TEMP TABLE thresholds AS
WITH own AS (
  SELECT who, t, value::BIGINT AS watts FROM changes WHERE name = 'alert.threshold.watts' AND level = 'device'
), points AS (
  SELECT who AS device, t FROM own
  UNION SELECT device, from_t FROM members
  UNION
  SELECT m.device, c.from_t
  FROM members m JOIN cohort_thresholds c ON c.cohort = m.cohort AND c.from_t >= m.from_t AND c.from_t < m.to_t
)
SELECT x.device::device_name AS device, x.t AS from_t,
  lead(x.t, 1, 9000000000000000000) OVER (PARTITION BY x.device ORDER BY x.t) AS to_t,
  coalesce(own.watts, c.watts) AS watts
FROM points x
ASOF LEFT JOIN own ON own.who = x.device AND own.t <= x.t
ASOF LEFT JOIN members m ON m.device = x.device AND m.from_t <= x.t
ASOF LEFT JOIN cohort_thresholds c ON c.cohort = m.cohort AND c.from_t <= x.t;
