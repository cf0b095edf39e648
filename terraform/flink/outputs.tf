output "archive" {
  description = "The log at rest, for --archive."
  value       = local.archive
}

output "views" {
  description = "Where backfills write, each a version of its own, for --views and `meterline views`."
  value       = local.views
}

output "deployments" {
  description = "The FlinkDeployments, by what they run: kubectl -n NAMESPACE describe flinkdeployment NAME."
  value       = { for run, deployment in local.runs : run => deployment.name }
}
