# Mocked values for attributes that are only known after apply, also in a plan.
mock_provider "google" {
  override_during = plan

  mock_resource "google_storage_bucket" {
    defaults = {
      url = "gs://bucket"
    }
  }
}

mock_provider "google-beta" {
  override_during = plan
}

variables {
  project    = "p"
  region     = "europe-west1"
  subnetwork = "regions/europe-west1/subnetworks/data"
  image      = "europe-west1-docker.pkg.dev/p/meterline/meterline@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  kafka      = { bootstrap_servers = "a:9092", secret = "projects/p/secrets/kafka/versions/3" }
}

run "a_live_job_and_no_backfill" {
  command = plan

  assert {
    condition     = length(google_dataflow_flex_template_job.live) == 1 && length(google_dataflow_flex_template_job.backfill) == 0
    error_message = "There are other jobs."
  }
  assert {
    condition     = google_dataflow_flex_template_job.live[0].parameters["kafka-config"] == "secret://projects/p/secrets/kafka/versions/3"
    error_message = "The job is not told where the client properties are."
  }
  assert {
    condition     = google_dataflow_flex_template_job.live[0].parameters["wait"] == "PT1M"
    error_message = "It differs from its option file."
  }
  assert {
    condition     = google_secret_manager_secret_iam_member.kafka[0].secret_id == "projects/p/secrets/kafka"
    error_message = "The job may not read the secret."
  }
  assert {
    condition     = google_storage_bucket_iam_member.worker["backfill-archive"].role == "roles/storage.objectViewer"
    error_message = "A backfill may write the archive."
  }
  assert {
    condition     = toset([for member in google_storage_bucket_iam_member.worker : member.role if member.bucket == google_storage_bucket.archive.name]) == toset(["roles/storage.objectViewer", "roles/storage.objectCreator"])
    error_message = "A run may delete from the archive."
  }
  assert {
    condition     = google_storage_bucket_iam_member.worker["live-staging"].bucket != google_storage_bucket_iam_member.worker["backfill-staging"].bucket
    error_message = "A backfill may write what a live run is staged in."
  }
}

run "a_backfill_into_a_version_that_readers_do_not_see" {
  command = plan

  variables {
    live     = null
    backfill = { as = "prices", rules = { known = "now" } }
  }

  assert {
    condition     = length(google_dataflow_flex_template_job.live) == 0
    error_message = "There is a live job."
  }
  assert {
    condition = google_dataflow_flex_template_job.backfill[0].parameters == tomap({
      archive = "gs://bucket/log", views = "gs://bucket/views", as = "prices", hold = "true", known = "now", lateness = "P2D", window = "P91D"
    })
    error_message = "It is another: ${jsonencode(google_dataflow_flex_template_job.backfill[0].parameters)}"
  }
}

run "nothing_runs_before_there_is_an_image" {
  command = plan

  variables {
    image    = null
    backfill = { as = "prices" }
  }

  assert {
    condition     = length(google_dataflow_flex_template_job.live) + length(google_dataflow_flex_template_job.backfill) == 0
    error_message = "There is a job."
  }
}

run "an_image_that_could_change" {
  command = plan

  variables {
    image = "europe-west1-docker.pkg.dev/p/meterline/meterline:latest"
  }

  expect_failures = [var.image]
}

run "a_secret_in_place_of_its_name" {
  command = plan

  variables {
    kafka = { bootstrap_servers = "a:9092", secret = "sasl.jaas.config=..." }
  }

  expect_failures = [var.kafka]
}
