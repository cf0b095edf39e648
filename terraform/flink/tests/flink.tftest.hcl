mock_provider "kubernetes" {}
mock_provider "helm" {}

variables {
  image = "registry/meterline@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  kafka = { bootstrap_servers = "a:9092", secret = "kafka" }
}

run "a_live_run_on_an_object_store" {
  command = plan

  variables {
    storage = { uri = "s3://bucket/flink" }
  }

  assert {
    condition     = kubernetes_manifest.run["live"].manifest.spec.flinkConfiguration["state.checkpoints.dir"] == "s3://bucket/flink/checkpoints"
    error_message = "Checkpoints are elsewhere."
  }
  assert {
    condition     = kubernetes_manifest.run["live"].manifest.spec.job.upgradeMode == "savepoint"
    error_message = "It is upgraded otherwise."
  }
  assert {
    condition     = contains(kubernetes_manifest.run["live"].manifest.spec.job.args, "--kafka-config=/etc/meterline/kafka/client.properties")
    error_message = "The job is not told where the client properties are."
  }
  assert {
    condition     = kubernetes_manifest.run["live"].manifest.spec.job.args[0] == "@/opt/flink/pipelines/flink-live.args"
    error_message = "The option file does not come first."
  }
  assert {
    condition     = kubernetes_manifest.run["live"].manifest.spec.flinkConfiguration["restart-strategy.type"] == "failure-rate"
    error_message = "It is not as without Terraform."
  }
  assert {
    condition     = length(kubernetes_persistent_volume_claim_v1.meterline) == 0
    error_message = "There is a volume that nobody uses."
  }
}

run "a_live_run_and_a_backfill_on_a_volume" {
  command = plan

  variables {
    kafka    = { bootstrap_servers = "a:9092" }
    backfill = { as = "prices", rules = { known = "now" } }
  }

  assert {
    condition     = contains(kubernetes_manifest.run["live"].manifest.spec.job.args, "--archive=/var/lib/meterline/log")
    error_message = "The archive is elsewhere."
  }
  assert {
    condition = join(" ", kubernetes_manifest.run["backfill"].manifest.spec.job.args) == join(" ", [
      "@/opt/flink/pipelines/flink-backfill.args", "--archive=/var/lib/meterline/log", "--as=prices", "--hold=true", "--known=now",
      "--views=/var/lib/meterline/views",
    ])
    error_message = "It is another run: ${join(" ", kubernetes_manifest.run["backfill"].manifest.spec.job.args)}"
  }
  assert {
    condition     = length(kubernetes_manifest.run["backfill"].manifest.spec.podTemplate.spec.volumes) == 3
    error_message = "There are other volumes than the storage and what Flink writes for itself."
  }
}

run "a_backfill_has_an_account_of_its_own_and_reads_what_a_live_run_writes" {
  command = plan

  variables {
    backfill = { as = "prices" }
  }

  assert {
    condition     = kubernetes_manifest.run["live"].manifest.spec.serviceAccount != kubernetes_manifest.run["backfill"].manifest.spec.serviceAccount
    error_message = "Both are one to an object store."
  }
  assert {
    condition = alltrue([
      for mount in kubernetes_manifest.run["backfill"].manifest.spec.podTemplate.spec.containers[0].volumeMounts :
      mount.readOnly || mount.mountPath == "/var/lib/meterline/views" if mount.name == "meterline"
    ])
    error_message = "A backfill may write what a live run uses."
  }
  assert {
    condition     = !contains([for volume in kubernetes_manifest.run["backfill"].manifest.spec.podTemplate.spec.volumes : volume.name], "kafka")
    error_message = "A backfill has the client properties of Kafka."
  }
  assert {
    condition     = kubernetes_manifest.run["live"].manifest.spec.podTemplate.spec.securityContext.runAsNonRoot
    error_message = "It may run as root."
  }
  assert {
    condition     = kubernetes_manifest.network.manifest.kind == "NetworkPolicy"
    error_message = "The namespace is open."
  }
}

run "nothing_runs_without_being_asked_for" {
  command = plan

  variables {
    live = null
  }

  assert {
    condition     = length(kubernetes_manifest.run) == 0
    error_message = "Something runs."
  }
}

run "an_image_that_could_change" {
  command = plan

  variables {
    image = "registry/meterline:latest"
  }

  expect_failures = [var.image]
}
