-- The zone that each home was in last, of some dates.
SELECT device, arg_max(zone, date) AS zone
FROM usage
WHERE date >= $from::DATE AND date < $to::DATE
GROUP BY device
