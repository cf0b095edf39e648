-- A home in a period, in the one before it, and a year earlier. Before a calendar month is the calendar month before; before
-- any other period is one of the same length.
WITH
  asked AS (SELECT $from::DATE AS first, $to::DATE AS after),
  periods AS (
    SELECT 1 AS place, 'this' AS period, first, after FROM asked
    UNION ALL
    SELECT
      2,
      'before',
      CASE
        WHEN day(first) = 1 AND after = (first + INTERVAL 1 MONTH)::DATE THEN (first - INTERVAL 1 MONTH)::DATE
        ELSE first - (after - first)::INTEGER
      END,
      first
    FROM asked
    UNION ALL
    SELECT 3, 'last year', (first - INTERVAL 1 YEAR)::DATE, (after - INTERVAL 1 YEAR)::DATE FROM asked)
SELECT
  period,
  first AS "from",
  after AS "to",
  count(DISTINCT date) AS days,
  sum(milliwatt_hours) AS milliwatt_hours,
  sum(cost_micros) AS cost_micros,
  sum(standing_micros) AS standing_micros,
  CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END AS total_micros,
  count(date) - count(cost_micros) AS unpriced_days
FROM periods
LEFT JOIN (SELECT * FROM usage WHERE device = $device) ON date >= first AND date < after
GROUP BY place, period, first, after
ORDER BY place
