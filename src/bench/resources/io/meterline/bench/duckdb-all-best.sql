-- Two scans. The first sums all readings up by slice, with a bit for each half hour that there is, four hours in one number, and a list
-- of the few readings that keep an alert open. Slices with more readings than bits are read again, for what is replaced there.

-- Slices by days of UTC, to have something to hash. A piece has one slice, or two, of which the second begins at midnight.
CREATE TEMP TABLE pieces AS
SELECT device::VARCHAR AS device, utc_day, min(slice) AS slice, greatest(min(from_t), utc_day * 86400000) AS from_t,
  least(max(to_t), (utc_day + 1) * 86400000) AS to_t, min(start_t) AS start_t, max(start_t) AS next_start_t,
  CASE WHEN count(*) > 1 THEN max(from_t) ELSE 9000000000000000000 END AS midnight, any_value(keeps) AS keeps,
  CASE WHEN count(*) > 2 THEN error('two midnights in a day of UTC are more than this query knows') END AS none
FROM (SELECT *, unnest(range(from_t // 86400000, (to_t - 1) // 86400000 + 1)) AS utc_day FROM slices)
GROUP BY device, segment, utc_day;

CREATE MACRO placed(pieces) AS TABLE
SELECT slice + (t >= midnight)::INT AS slice, (t - CASE WHEN t >= midnight THEN next_start_t ELSE start_t END) // 1800000 AS half,
  t, e, e > keeps AS is_hot, logged_at, "partition", "offset"
FROM (
  SELECT device, epoch_ms("at") AS t, milliwatt_hours AS e, logged_at, "partition", "offset" FROM '${DATA}/readings/**/*.parquet'
  WHERE is_known("at", seconds, milliwatt_hours, logged_at)
) r
JOIN query_table(pieces) p ON p.device = r.device AND p.utc_day = t // 86400000 AND p.from_t <= t AND t < p.to_t;

-- Energies of a half hour have 26 bits, so that 31 are enough for the sums of the hours in one place.
CREATE MACRO packed(e, hour) AS e * CASE hour & 3
  WHEN 0 THEN 1::HUGEINT WHEN 1 THEN 2147483648::HUGEINT WHEN 2 THEN 4611686018427387904::HUGEINT ELSE 9903520314283042199192993792::HUGEINT END;
CREATE MACRO unpacked(p, hour) AS ((coalesce(p, 0) >> (31 * hour)) & 2147483647)::BIGINT;

CREATE MACRO summed(source) AS TABLE
SELECT slice, count(*) AS readings, bit_or(1::BIGINT << half) AS present, max(e) AS peak, list({half: half, e: e}) FILTER (WHERE is_hot) AS hot,
  sum(packed) FILTER (WHERE quarter = 0) AS p0, sum(packed) FILTER (WHERE quarter = 1) AS p1,
  sum(packed) FILTER (WHERE quarter = 2) AS p2, sum(packed) FILTER (WHERE quarter = 3) AS p3,
  sum(packed) FILTER (WHERE quarter = 4) AS p4, sum(packed) FILTER (WHERE quarter = 5) AS p5,
  sum(packed) FILTER (WHERE quarter = 6) AS p6
FROM (SELECT *, half >> 3 AS quarter, packed(e, half >> 1) AS packed FROM query_table(source))
GROUP BY slice;

CREATE TEMP VIEW all_readings AS FROM placed('pieces');
CREATE TEMP TABLE first_sums AS FROM summed('all_readings');
CREATE TEMP TABLE doubtful AS SELECT slice FROM first_sums WHERE readings <> bit_count(present);

CREATE TEMP TABLE doubtful_pieces AS
FROM pieces WHERE slice IN (FROM doubtful) OR midnight < to_t AND slice + 1 IN (FROM doubtful);

CREATE TEMP TABLE read_again AS
SELECT *, lead(half) OVER (PARTITION BY slice ORDER BY half, logged_at, "partition", "offset") IS NOT DISTINCT FROM half AS is_replaced
FROM placed('doubtful_pieces')
WHERE slice IN (FROM doubtful);

CREATE TEMP TABLE superseded AS
SELECT device, t, e, logged_at, "partition", "offset" FROM read_again JOIN slices USING (slice) WHERE is_replaced;

CREATE TEMP VIEW kept AS FROM read_again WHERE NOT is_replaced;
CREATE TEMP TABLE sums AS FROM first_sums ANTI JOIN doubtful USING (slice) UNION ALL FROM summed('kept');

CREATE TEMP TABLE packed_days AS
SELECT device, date, zone, sum(energy)::BIGINT AS energy, CASE WHEN bool_and(price IS NOT NULL) THEN sum(energy * price) END AS cost,
  sum(readings)::BIGINT AS readings, max(peak) AS peak, min(slice) AS first_t, arg_min(standing, slice) AS standing,
  max(slice) AS last_t, arg_max(coalesce(cohort, ''), slice) AS cohort, any_value(hours) AS hours,
  sum(p0) AS p0, sum(p1) AS p1, sum(p2) AS p2, sum(p3) AS p3, sum(p4) AS p4, sum(p5) AS p5, sum(p6) AS p6
FROM (
  SELECT *, unpacked(p, 0) + unpacked(p, 1) + unpacked(p, 2) + unpacked(p, 3) AS energy
  FROM (
    SELECT *, coalesce(p0, 0) + coalesce(p1, 0) + coalesce(p2, 0) + coalesce(p3, 0) + coalesce(p4, 0) + coalesce(p5, 0) + coalesce(p6, 0) AS p
    FROM sums
  )
)
JOIN slices USING (slice)
GROUP BY device, date, zone;

CREATE TEMP VIEW device_days AS
SELECT * EXCLUDE (p0, p1, p2, p3, p4, p5, p6), [
    unpacked(p0, 0), unpacked(p0, 1), unpacked(p0, 2), unpacked(p0, 3), unpacked(p1, 0), unpacked(p1, 1), unpacked(p1, 2), unpacked(p1, 3),
    unpacked(p2, 0), unpacked(p2, 1), unpacked(p2, 2), unpacked(p2, 3), unpacked(p3, 0), unpacked(p3, 1), unpacked(p3, 2), unpacked(p3, 3),
    unpacked(p4, 0), unpacked(p4, 1), unpacked(p4, 2), unpacked(p4, 3), unpacked(p5, 0), unpacked(p5, 1), unpacked(p5, 2), unpacked(p5, 3),
    unpacked(p6, 0)][:hours] AS hourly
FROM packed_days;

-- The half hour of the lowest bit.
CREATE MACRO lowest(bits) AS bit_count((bits & -bits) - 1)::BIGINT;

CREATE TEMP TABLE hot AS
SELECT device, start_t + half * 1800000 AS t, e, watts, sustain, e > opens AS over,
  CASE WHEN present >> (half + 1) = 0 THEN next_t ELSE start_t + (half + 1 + lowest(present >> (half + 1))) * 1800000 END AS next_t
FROM (
  SELECT *, unnest(hot, recursive := true)
  FROM (
    SELECT sums.*, device, start_t, watts, sustain, opens,
      lead(start_t + lowest(present) * 1800000) OVER (PARTITION BY device ORDER BY slice) AS next_t
    FROM sums JOIN slices USING (slice)
  )
);

CREATE TEMP TABLE turns AS
SELECT * EXCLUDE (next_t), false AS closes FROM hot
UNION ALL
SELECT device, next_t, NULL, NULL, NULL, false, true
FROM hot ANTI JOIN (SELECT device, t AS next_t FROM hot) USING (device, next_t)
WHERE next_t IS NOT NULL;
