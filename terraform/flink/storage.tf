locals {
  volume_folder = "/var/lib/meterline"
  kafka_folder  = "/etc/meterline/kafka"

  # The program is given a path and Flink a URI; with an object store both are the URI.
  folder     = coalesce(var.storage.uri, local.volume_folder)
  folder_uri = coalesce(var.storage.uri, "file://${local.volume_folder}")
  archive    = "${local.folder}/log"
  views      = "${local.folder}/views"

  claims = kubernetes_persistent_volume_claim_v1.meterline[*].metadata[0].name

  # A backfill writes the views on the volume, and mounts the rest read-only.
  parts = {
    live     = [{ mountPath = local.volume_folder, readOnly = false }]
    backfill = [{ mountPath = local.volume_folder, readOnly = true }, { mountPath = local.views, subPath = "views", readOnly = false }]
  }

  # Only the live run mounts Kafka's client properties: a backfill does not connect to Kafka.
  secrets = { live = var.kafka.secret[*], backfill = [] }

  volumes = {
    for run in ["live", "backfill"] : run => concat(
      [for claim in local.claims : {
        name                  = "meterline"
        persistentVolumeClaim = { claimName = claim }
      }],
      [for secret in local.secrets[run] : {
        name   = "kafka"
        secret = { secretName = secret, defaultMode = 288 } # 0440: the group is the pod's.
      }],
    )
  }

  mounts = {
    for run in ["live", "backfill"] : run => concat(
      flatten([for claim in local.claims : [for part in local.parts[run] : merge({ name = "meterline" }, part)]]),
      [for secret in local.secrets[run] : {
        name      = "kafka"
        mountPath = local.kafka_folder
        readOnly  = true
      }],
    )
  }
}

# Mounted by the JobManagers and TaskManagers of both runs at once, on any node.
resource "kubernetes_persistent_volume_claim_v1" "meterline" {
  count = var.storage.uri == null ? 1 : 0

  wait_until_bound = false

  metadata {
    name      = "meterline"
    namespace = kubernetes_namespace_v1.meterline.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = var.storage.class

    resources {
      requests = {
        storage = var.storage.size
      }
    }
  }

  # It holds the archive, the only copy of the log outside Kafka.
  lifecycle {
    prevent_destroy = true
  }
}
