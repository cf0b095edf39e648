-- The months of a home. Money is that of the days that have a price; those that have none are counted.
WITH
  now_months AS (
    SELECT
      date_trunc('month', date)::DATE AS month,
      count(DISTINCT date) AS days,
      sum(milliwatt_hours) AS milliwatt_hours,
      sum(cost_micros) AS cost_micros,
      sum(standing_micros) AS standing_micros,
      CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END AS total_micros,
      count(*) - count(cost_micros) AS unpriced_days
    FROM usage
    WHERE device = $device AND date >= $from::DATE AND date < $to::DATE
    GROUP BY ALL),
  then_months AS (
    SELECT
      date_trunc('month', date)::DATE AS month,
      sum(milliwatt_hours) AS milliwatt_hours,
      CASE WHEN count(cost_micros) > 0 THEN sum(cost_micros) + coalesce(sum(standing_micros), 0) END AS total_micros
    FROM then_usage
    WHERE device = $device AND date >= $from::DATE AND date < $to::DATE
    GROUP BY ALL)
SELECT n.*, t.milliwatt_hours AS then_milliwatt_hours, t.total_micros AS then_total_micros
FROM now_months n
LEFT JOIN then_months t USING (month)
ORDER BY month
