# One service account per kind of run, with the least rights in an object store: docs/deploy.md.
resource "kubernetes_service_account_v1" "flink" {
  for_each = toset(["live", "backfill"])

  metadata {
    name        = "meterline-${each.key}"
    namespace   = kubernetes_namespace_v1.meterline.metadata[0].name
    annotations = each.key == "live" ? var.service_account_annotations : var.backfill_service_account_annotations
  }
}

# Only pods in the namespace can connect to Flink, which has no authentication.
resource "kubernetes_manifest" "network" {
  manifest = merge(local.network, {
    metadata = merge(local.network.metadata, { namespace = var.namespace })
  })

  depends_on = [kubernetes_namespace_v1.meterline]
}

# A JobManager starts and stops its TaskManagers, and keeps the leader and the last checkpoint in config maps.
resource "kubernetes_role_v1" "flink" {
  metadata {
    name      = "meterline"
    namespace = kubernetes_namespace_v1.meterline.metadata[0].name
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "configmaps"]
    verbs      = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"]
  }

  rule {
    api_groups = ["apps"]
    resources  = ["deployments", "deployments/finalizers"]
    verbs      = ["get", "list", "watch", "create", "update", "patch", "delete"]
  }
}

resource "kubernetes_role_binding_v1" "flink" {
  for_each = kubernetes_service_account_v1.flink

  metadata {
    name      = each.value.metadata[0].name
    namespace = kubernetes_namespace_v1.meterline.metadata[0].name
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role_v1.flink.metadata[0].name
  }

  subject {
    kind      = "ServiceAccount"
    name      = each.value.metadata[0].name
    namespace = var.namespace
  }
}
