locals {
  # One service account per kind of run. A backfill cannot write anything that a live run uses: the archive, its staging
  # files or the templates. A live run can add to the archive, but not delete or replace objects (replacing needs the right
  # to delete).
  accounts = toset(["live", "backfill"])

  buckets = {
    live-archive       = { run = "live", bucket = google_storage_bucket.archive.name, role = "roles/storage.objectViewer" }
    live-archive-add   = { run = "live", bucket = google_storage_bucket.archive.name, role = "roles/storage.objectCreator" }
    live-templates     = { run = "live", bucket = google_storage_bucket.templates.name, role = "roles/storage.objectViewer" }
    live-staging       = { run = "live", bucket = google_storage_bucket.staging["live"].name, role = "roles/storage.objectUser" }
    live-staging-look  = { run = "live", bucket = google_storage_bucket.staging["live"].name, role = "roles/storage.legacyBucketReader" }
    backfill-archive   = { run = "backfill", bucket = google_storage_bucket.archive.name, role = "roles/storage.objectViewer" }
    backfill-views     = { run = "backfill", bucket = google_storage_bucket.views.name, role = "roles/storage.objectUser" }
    backfill-templates = { run = "backfill", bucket = google_storage_bucket.templates.name, role = "roles/storage.objectViewer" }
    backfill-staging   = { run = "backfill", bucket = google_storage_bucket.staging["backfill"].name, role = "roles/storage.objectUser" }
    backfill-look      = { run = "backfill", bucket = google_storage_bucket.staging["backfill"].name, role = "roles/storage.legacyBucketReader" }
  }

  # projects/P/secrets/S of projects/P/secrets/S/versions/N
  secret = try(regex("^projects/[^/]+/secrets/[^/]+", var.kafka.secret), null)
}

resource "google_service_account" "worker" {
  for_each = local.accounts

  account_id   = "${var.name}-${each.key}"
  display_name = "Meterline ${each.key} on Dataflow"
}

resource "google_storage_bucket_iam_member" "worker" {
  for_each = local.buckets

  bucket = each.value.bucket
  role   = each.value.role
  member = google_service_account.worker[each.value.run].member
}

# This role, for work items, logs and metrics, can only be granted on the project.
resource "google_project_iam_member" "worker" {
  for_each = local.accounts

  project = var.project
  role    = "roles/dataflow.worker"
  member  = google_service_account.worker[each.key].member

  # The role includes the objects of all buckets of the project. The grants above are the only ones meant for buckets.
  condition {
    title      = "no-buckets"
    expression = "resource.service != 'storage.googleapis.com'"
  }
}

resource "google_artifact_registry_repository_iam_member" "worker" {
  for_each = local.accounts

  location   = google_artifact_registry_repository.images.location
  repository = google_artifact_registry_repository.images.name
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.worker[each.key].member
}

# A backfill reads the archive and does not connect to Kafka.
resource "google_secret_manager_secret_iam_member" "kafka" {
  count = local.secret == null ? 0 : 1

  secret_id = local.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.worker["live"].member
}
