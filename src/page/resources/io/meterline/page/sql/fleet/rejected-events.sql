-- The latest events that were not used for one reason.
SELECT kind, reason, detail, "partition", "offset", logged_at, content
FROM rejected
WHERE reason = $reason
ORDER BY logged_at DESC NULLS LAST, "partition", "offset"
LIMIT 100
