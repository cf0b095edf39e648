-- Ranges cut into pieces of a day and of a month, so that there is something to hash.
CREATE TEMP TABLE span AS
SELECT min(t) AS first_t, max(t) AS last_t FROM (SELECT epoch_ms("at") AS t FROM '${DATA}/readings/**/*.parquet');

CREATE TEMP TABLE daily_prices AS
SELECT *, unnest(range(greatest(from_t, first_t) // 86400000, (least(to_t, last_t + 1) - 1) // 86400000 + 1)) AS day
FROM plan_prices, span;

CREATE TEMP TABLE monthly_thresholds AS
SELECT *,
  unnest(range(greatest(from_t, first_t) // 2592000000, (least(to_t, last_t + 1) - 1) // 2592000000 + 1)) AS month
FROM thresholds, span;
