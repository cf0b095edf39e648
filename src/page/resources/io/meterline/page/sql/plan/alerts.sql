-- How many alerts of all homes there are, by the month in UTC in which they open.
SELECT strftime(opened_at::DATE, '%Y-%m') AS month, count(*) AS alerts
FROM alerts
GROUP BY ALL
