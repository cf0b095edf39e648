output "archive" {
  description = "The location of the archive, for --archive."
  value       = local.archive
}

output "views" {
  description = "The location of the views, for --views and `meterline views`. Each backfill writes a version."
  value       = local.views
}

output "repository" {
  description = "The repository to push the image to."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.images.name}"
}

output "live_job" {
  description = "The id of the live job; null if there is none."
  value       = one(google_dataflow_flex_template_job.live[*].job_id)
}

output "accounts" {
  description = "The service account of each run. Whoever applies this must be allowed to act as them."
  value       = { for run, account in google_service_account.worker : run => account.email }
}

output "backfill_command" {
  description = "A command that runs a backfill without Terraform: replace NAME, and change or add parameters."
  value = local.template == null ? null : join(" ", [
    "gcloud dataflow flex-template run ${var.name}-backfill-NAME",
    "--project=${var.project} --region=${var.region}",
    "--template-file-gcs-location=${google_storage_bucket.templates.url}/${google_storage_bucket_object.template[0].name}",
    "--service-account-email=${google_service_account.worker["backfill"].email}",
    "--subnetwork=${var.subnetwork} --disable-public-ips",
    "--staging-location=${local.staging["backfill"]} --temp-location=${local.temp["backfill"]}",
    "--parameters=${join(",", [for name, value in merge(module.backfill.parameters, { as = "NAME", hold = true }) : "${name}=${value}"])}",
  ])
}
