# The archive, the source of truth. Terraform never deletes it; objects replaced or deleted manually are kept for a month.
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

# The views that replays write. They can be recomputed from the archive.
resource "google_storage_bucket" "views" {
  name                        = "${var.project}-${var.name}-views"
  location                    = var.region
  labels                      = var.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

# The templates. Whoever can write them can run any code as the job's account, so no job can.
resource "google_storage_bucket" "templates" {
  name                        = "${var.project}-${var.name}-templates"
  location                    = var.region
  labels                      = var.labels
  force_destroy               = true
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
}

# Staged jars and temporary files, separate for live and backfill jobs. Only temporary files may be deleted while a job runs.
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
