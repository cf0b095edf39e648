-- The hours of a home, elapsed since local midnight. What was known then stands beside what is known now.
WITH
  now_hours AS (
    SELECT date, zone, unnest(range(len(hourly))) AS hour, unnest(hourly) AS milliwatt_hours
    FROM usage
    WHERE device = $device AND date >= $from::DATE AND date < $to::DATE),
  then_hours AS (
    SELECT date, zone, unnest(range(len(hourly))) AS hour, unnest(hourly) AS milliwatt_hours
    FROM then_usage
    WHERE device = $device AND date >= $from::DATE AND date < $to::DATE)
SELECT date, zone, hour, n.milliwatt_hours, t.milliwatt_hours AS then_milliwatt_hours
FROM now_hours n
FULL JOIN then_hours t USING (date, zone, hour)
ORDER BY date, zone, hour
