locals {
  # The deployment used without Terraform, with the image, locations and sizes from the variables.
  base    = { for run in ["live", "backfill"] : run => yamldecode(file("${path.module}/../../pipelines/flink/${run}.yaml")) }
  network = yamldecode(file("${path.module}/../../pipelines/flink/network.yaml"))

  live = var.live == null ? {} : {
    live = {
      name      = "meterline-live"
      sizes     = var.live
      arguments = module.live.arguments
      flink = {
        "state.backend.type"           = var.live.state_backend
        "state.backend.incremental"    = tostring(var.live.state_backend == "rocksdb")
        "state.checkpoints.dir"        = "${local.folder_uri}/checkpoints"
        "state.savepoints.dir"         = "${local.folder_uri}/savepoints"
        "high-availability.storageDir" = "${local.folder_uri}/ha"
      }
      job = { upgradeMode = var.upgrade_mode, state = var.state }
    }
  }

  backfill = var.backfill == null ? {} : {
    backfill = {
      name      = "meterline-backfill-${var.backfill.as}"
      sizes     = var.backfill
      arguments = module.backfill.arguments
      flink     = {}
      job       = {}
    }
  }

  runs = merge(local.live, local.backfill)
}

resource "kubernetes_manifest" "run" {
  for_each = local.runs

  manifest = {
    apiVersion = local.base[each.key].apiVersion
    kind       = local.base[each.key].kind
    metadata = {
      name      = each.value.name
      namespace = var.namespace
    }
    spec = merge(local.base[each.key].spec, {
      image          = var.image
      serviceAccount = kubernetes_service_account_v1.flink[each.key].metadata[0].name
      flinkConfiguration = merge(local.base[each.key].spec.flinkConfiguration, each.value.flink, {
        "taskmanager.numberOfTaskSlots" = tostring(each.value.sizes.slots)
      })
      podTemplate = {
        spec = merge(local.base[each.key].spec.podTemplate.spec, {
          containers = [merge(local.base[each.key].spec.podTemplate.spec.containers[0], {
            volumeMounts = concat(
              [for mount in local.base[each.key].spec.podTemplate.spec.containers[0].volumeMounts : mount if mount.name != "meterline"],
              local.mounts[each.key],
            )
          })]
          volumes = concat(
            [for volume in local.base[each.key].spec.podTemplate.spec.volumes : volume if volume.name != "meterline"],
            local.volumes[each.key],
          )
        })
      }
      taskManager = {
        resource = { memory = each.value.sizes.memory, cpu = each.value.sizes.cpu }
      }
      job = merge(local.base[each.key].spec.job, each.value.job, {
        # The option file comes first: later options override it.
        args        = concat([local.base[each.key].spec.job.args[0]], each.value.arguments)
        parallelism = each.value.sizes.parallelism
      })
    })
  }

  # The operator adds fields of its own to the spec.
  computed_fields = ["metadata.labels", "metadata.annotations", "metadata.finalizers"]

  depends_on = [helm_release.operator, kubernetes_role_binding_v1.flink]
}
