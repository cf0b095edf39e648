# The log at rest. It is the truth: nothing here deletes it, and what is replaced or deleted by hand is kept for a month.
resource "google_storage_bucket" "archive" {
  name                        = "${var.project}-${var.name}-archive"
  location                    = var.region
  labels                      = var.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 30
      with_state                 = "ARCHIVED"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# What replays write. It can be made again from the archive.
resource "google_storage_bucket" "views" {
  name                        = "${var.project}-${var.name}-views"
  location                    = var.region
  labels                      = var.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

# What a job is started from: whoever writes it runs what they like as the job's account, so no job writes it.
resource "google_storage_bucket" "templates" {
  name                        = "${var.project}-${var.name}-templates"
  location                    = var.region
  labels                      = var.labels
  force_destroy               = true
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

# The program as workers fetch it, and temporary files, of live and of backfill jobs apart. Only the last may go while a job runs.
resource "google_storage_bucket" "staging" {
  for_each = local.accounts

  name                        = "${var.project}-${var.name}-${each.key}-staging"
  location                    = var.region
  labels                      = var.labels
  force_destroy               = true
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age            = 30
      matches_prefix = ["temp/"]
    }
  }
}
