-- The events that were not used, by kind and reason.
SELECT kind, reason, count(*) AS events, min(logged_at) AS first_logged_at, max(logged_at) AS last_logged_at
FROM rejected
GROUP BY ALL
ORDER BY events DESC, kind, reason
