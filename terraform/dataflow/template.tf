resource "google_artifact_registry_repository" "images" {
  repository_id = var.name
  location      = var.region
  description   = "Images of Meterline's flex template"
  format        = "DOCKER"
  labels        = var.labels
}

locals {
  # Live and backfill jobs use the same image with different parameters.
  template = var.image == null ? null : jsonencode({
    image    = var.image
    sdkInfo  = { language = "JAVA" }
    metadata = jsondecode(file("${path.module}/../../pipelines/dataflow/metadata.json"))
  })
}

# The name includes a hash of the content, so a new image has a new path. A new path updates the job.
resource "google_storage_bucket_object" "template" {
  count = local.template == null ? 0 : 1

  bucket       = google_storage_bucket.templates.name
  name         = "templates/${sha256(local.template)}.json"
  content      = local.template
  content_type = "application/json"
}
