resource "kubernetes_service_account_v1" "flink" {
  metadata {
    name        = "meterline"
    namespace   = kubernetes_namespace_v1.meterline.metadata[0].name
    annotations = var.service_account_annotations
  }
}

# A JobManager starts and stops its TaskManagers, and keeps in config maps who leads and where the last checkpoint is.
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
  metadata {
    name      = "meterline"
    namespace = kubernetes_namespace_v1.meterline.metadata[0].name
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role_v1.flink.metadata[0].name
  }

  subject {
    kind      = "ServiceAccount"
    name      = kubernetes_service_account_v1.flink.metadata[0].name
    namespace = var.namespace
  }
}
