output "archive" {
  description = "The location of the archive, for --archive."
  value       = local.archive
}

output "views" {
  description = "The location of the views, for --views and `meterline views`. Each backfill writes a version."
  value       = local.views
}

output "deployments" {
  description = "The names of the FlinkDeployments, by kind of run: kubectl -n NAMESPACE describe flinkdeployment NAME."
  value       = { for run, deployment in local.runs : run => deployment.name }
}
