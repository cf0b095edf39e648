locals {
  volume_folder = "/var/lib/meterline"
  kafka_folder  = "/etc/meterline/kafka"

  # A path to the program and a URI to Flink; the same for an object store.
  folder     = coalesce(var.storage.uri, local.volume_folder)
  folder_uri = coalesce(var.storage.uri, "file://${local.volume_folder}")
  archive    = "${local.folder}/log"
  views      = "${local.folder}/views"

  volumes = concat(
    [for claim in kubernetes_persistent_volume_claim_v1.meterline : {
      name                  = "meterline"
      persistentVolumeClaim = { claimName = claim.metadata[0].name }
    }],
    [for secret in var.kafka.secret[*] : {
      name   = "kafka"
      secret = { secretName = secret }
    }],
  )

  mounts = concat(
    [for claim in kubernetes_persistent_volume_claim_v1.meterline : {
      name      = "meterline"
      mountPath = local.volume_folder
      readOnly  = false
    }],
    [for secret in var.kafka.secret[*] : {
      name      = "kafka"
      mountPath = local.kafka_folder
      readOnly  = true
    }],
  )
}

# JobManager and TaskManagers of both runs see it at once, wherever they are.
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

  # It holds the archive: the only copy of it that is not in Kafka.
  lifecycle {
    prevent_destroy = true
  }
}
