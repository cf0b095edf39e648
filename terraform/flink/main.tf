resource "kubernetes_namespace_v1" "meterline" {
  metadata {
    name = var.namespace
  }
}

# The first apply creates only this (-target): a FlinkDeployment cannot be planned before its CRD exists.
resource "helm_release" "operator" {
  name       = "flink-kubernetes-operator"
  repository = "https://archive.apache.org/dist/flink/flink-kubernetes-operator-${var.operator_version}/"
  chart      = "flink-kubernetes-operator"
  version    = var.operator_version
  namespace  = kubernetes_namespace_v1.meterline.metadata[0].name

  values = [yamlencode({
    watchNamespaces = [var.namespace]
    # The webhook needs cert-manager. The operator repeats its checks.
    webhook = { create = false }
    # The job's account and role are in access.tf.
    jobServiceAccount = { create = false }
    rbac = {
      jobRole        = { create = false }
      jobRoleBinding = { create = false }
    }
  })]
}

module "live" {
  source = "../modules/run"
  file   = "flink-live"

  kafka = {
    bootstrap_servers = var.kafka.bootstrap_servers
    client_properties = var.kafka.secret == null ? null : "${local.kafka_folder}/client.properties"
  }
  archive       = local.archive
  archive_every = try(var.live.archive_every, null)
  rules         = try(var.live.rules, {})
  waiting       = try(var.live.waiting, {})
  beam = {
    maxParallelism        = try(var.live.max_parallelism, null)
    checkpointingInterval = try(var.live.checkpoint_secs * 1000, null)
  }
}

module "backfill" {
  source = "../modules/run"
  file   = "flink-backfill"

  archive = local.archive
  views   = local.views
  as      = try(var.backfill.as, null)
  hold    = try(var.backfill.hold, null)
  rules   = try(var.backfill.rules, {})
}
