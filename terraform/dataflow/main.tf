locals {
  archive  = "${google_storage_bucket.archive.url}/log"
  views    = "${google_storage_bucket.views.url}/views"
  staging  = { for run, bucket in google_storage_bucket.staging : run => "${bucket.url}/staging" }
  temp     = { for run, bucket in google_storage_bucket.staging : run => "${bucket.url}/temp" }
  has_live = var.live != null && var.image != null
  has_fill = var.backfill != null && var.image != null
}

module "live" {
  source = "../modules/run"
  file   = "dataflow-live"

  kafka = {
    bootstrap_servers = var.kafka.bootstrap_servers
    client_properties = one([for version in var.kafka.secret[*] : "secret://${version}"])
  }
  archive       = local.archive
  archive_every = try(var.live.archive_every, null)
  rules         = try(var.live.rules, {})
  waiting       = try(var.live.waiting, {})
}

module "backfill" {
  source = "../modules/run"
  file   = "dataflow-backfill"

  archive = local.archive
  views   = local.views
  as      = try(var.backfill.as, null)
  hold    = try(var.backfill.hold, null)
  rules   = try(var.backfill.rules, {})
}

# Changes that Dataflow supports update the running job, which keeps its state.
resource "google_dataflow_flex_template_job" "live" {
  provider = google-beta
  count    = local.has_live ? 1 : 0

  name                    = "${var.name}-live"
  region                  = var.region
  container_spec_gcs_path = "${google_storage_bucket.templates.url}/${google_storage_bucket_object.template[0].name}"
  parameters              = module.live.parameters
  transform_name_mapping  = var.transform_names
  on_delete               = var.on_delete
  labels                  = var.labels

  enable_streaming_engine = true
  machine_type            = var.live.machine_type
  num_workers             = var.live.workers
  max_workers             = var.live.max_workers
  service_account_email   = google_service_account.worker["live"].email
  subnetwork              = var.subnetwork
  ip_configuration        = "WORKER_IP_PRIVATE"
  staging_location        = local.staging["live"]
  temp_location           = local.temp["live"]

  depends_on = [
    google_artifact_registry_repository_iam_member.worker,
    google_project_iam_member.worker,
    google_secret_manager_secret_iam_member.kafka,
    google_storage_bucket_iam_member.worker,
  ]
}

resource "google_dataflow_flex_template_job" "backfill" {
  provider = google-beta
  count    = local.has_fill ? 1 : 0

  name                    = "${var.name}-backfill-${var.backfill.as}"
  region                  = var.region
  container_spec_gcs_path = "${google_storage_bucket.templates.url}/${google_storage_bucket_object.template[0].name}"
  parameters              = module.backfill.parameters
  on_delete               = "cancel"
  labels                  = var.labels

  machine_type          = var.backfill.machine_type
  max_workers           = var.backfill.max_workers
  service_account_email = google_service_account.worker["backfill"].email
  subnetwork            = var.subnetwork
  ip_configuration      = "WORKER_IP_PRIVATE"
  staging_location      = local.staging["backfill"]
  temp_location         = local.temp["backfill"]

  depends_on = [
    google_artifact_registry_repository_iam_member.worker,
    google_project_iam_member.worker,
    google_storage_bucket_iam_member.worker,
  ]
}
