-- What differs between a version and another one, in rows of each view. Rows are paired by their keys.
SELECT
  'usage' AS view,
  count(*) FILTER (this.device IS NOT NULL AND other.device IS NOT NULL
        AND this.milliwatt_hours IS NOT DISTINCT FROM other.milliwatt_hours
        AND this.cost_micros IS NOT DISTINCT FROM other.cost_micros
        AND this.readings IS NOT DISTINCT FROM other.readings
        AND this.hourly IS NOT DISTINCT FROM other.hourly
        AND this.peak_watts IS NOT DISTINCT FROM other.peak_watts
        AND this.standing_micros IS NOT DISTINCT FROM other.standing_micros
        AND this.covered_seconds IS NOT DISTINCT FROM other.covered_seconds) AS same,
  count(*) FILTER (this.device IS NOT NULL AND other.device IS NOT NULL) - same AS changed,
  count(*) FILTER (other.device IS NULL) AS only_this,
  count(*) FILTER (this.device IS NULL) AS only_other
FROM usage this
FULL JOIN then_usage other ON this.device IS NOT DISTINCT FROM other.device AND this.date IS NOT DISTINCT FROM other.date AND this.zone IS NOT DISTINCT FROM other.zone
UNION ALL
SELECT
  'alerts' AS view,
  count(*) FILTER (this.device IS NOT NULL AND other.device IS NOT NULL
        AND this.closed_at IS NOT DISTINCT FROM other.closed_at
        AND this.threshold_watts IS NOT DISTINCT FROM other.threshold_watts
        AND this.peak_watts IS NOT DISTINCT FROM other.peak_watts
        AND this.milliwatt_hours IS NOT DISTINCT FROM other.milliwatt_hours
        AND this.readings IS NOT DISTINCT FROM other.readings) AS same,
  count(*) FILTER (this.device IS NOT NULL AND other.device IS NOT NULL) - same AS changed,
  count(*) FILTER (other.device IS NULL) AS only_this,
  count(*) FILTER (this.device IS NULL) AS only_other
FROM alerts this
FULL JOIN then_alerts other ON this.device IS NOT DISTINCT FROM other.device AND this.opened_at IS NOT DISTINCT FROM other.opened_at
UNION ALL
SELECT
  'cohorts' AS view,
  count(*) FILTER (this.cohort IS NOT NULL AND other.cohort IS NOT NULL
        AND this.devices IS NOT DISTINCT FROM other.devices
        AND this.milliwatt_hours IS NOT DISTINCT FROM other.milliwatt_hours
        AND this.p10 IS NOT DISTINCT FROM other.p10
        AND this.p25 IS NOT DISTINCT FROM other.p25
        AND this.p50 IS NOT DISTINCT FROM other.p50
        AND this.p75 IS NOT DISTINCT FROM other.p75
        AND this.p90 IS NOT DISTINCT FROM other.p90) AS same,
  count(*) FILTER (this.cohort IS NOT NULL AND other.cohort IS NOT NULL) - same AS changed,
  count(*) FILTER (other.cohort IS NULL) AS only_this,
  count(*) FILTER (this.cohort IS NULL) AS only_other
FROM cohorts this
FULL JOIN then_cohorts other ON this.cohort IS NOT DISTINCT FROM other.cohort AND this.date IS NOT DISTINCT FROM other.date
UNION ALL
SELECT
  'comparisons' AS view,
  count(*) FILTER (this.device IS NOT NULL AND other.device IS NOT NULL
        AND this.cohort IS NOT DISTINCT FROM other.cohort
        AND this.milliwatt_hours IS NOT DISTINCT FROM other.milliwatt_hours
        AND this.rank IS NOT DISTINCT FROM other.rank
        AND this.devices IS NOT DISTINCT FROM other.devices
        AND this.covered_seconds IS NOT DISTINCT FROM other.covered_seconds) AS same,
  count(*) FILTER (this.device IS NOT NULL AND other.device IS NOT NULL) - same AS changed,
  count(*) FILTER (other.device IS NULL) AS only_this,
  count(*) FILTER (this.device IS NULL) AS only_other
FROM comparisons this
FULL JOIN then_comparisons other ON this.device IS NOT DISTINCT FROM other.device AND this.date IS NOT DISTINCT FROM other.date
UNION ALL
SELECT
  'rejected' AS view,
  count(*) FILTER (this.kind IS NOT NULL AND other.kind IS NOT NULL
        AND this.reason IS NOT DISTINCT FROM other.reason
        AND this.detail IS NOT DISTINCT FROM other.detail
        AND this.logged_at IS NOT DISTINCT FROM other.logged_at
        AND this.content IS NOT DISTINCT FROM other.content) AS same,
  count(*) FILTER (this.kind IS NOT NULL AND other.kind IS NOT NULL) - same AS changed,
  count(*) FILTER (other.kind IS NULL) AS only_this,
  count(*) FILTER (this.kind IS NULL) AS only_other
FROM rejected this
FULL JOIN then_rejected other ON this.kind IS NOT DISTINCT FROM other.kind AND this."partition" IS NOT DISTINCT FROM other."partition" AND this."offset" IS NOT DISTINCT FROM other."offset"
ORDER BY view
