locals {
  # Every run has an account of its own. A backfill writes nothing that a live run uses: not the archive, not its staging, not
  # the templates. A live run adds to the archive, and neither deletes nor replaces what is there, which takes the right to
  # delete.
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

# Work items, logs and metrics are the project's: there is nothing smaller to grant this role on.
resource "google_project_iam_member" "worker" {
  for_each = local.accounts

  project = var.project
  role    = "roles/dataflow.worker"
  member  = google_service_account.worker[each.key].member

  # The role has objects in all buckets of the project in it: what a run does with buckets is said above.
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

# A backfill reads the archive, and needs nothing of Kafka.
resource "google_secret_manager_secret_iam_member" "kafka" {
  count = local.secret == null ? 0 : 1

  secret_id = local.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.worker["live"].member
}
