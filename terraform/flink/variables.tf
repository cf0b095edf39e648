variable "kubeconfig" {
  description = "The kubeconfig file of an existing Kubernetes cluster."
  type        = string
  default     = "~/.kube/config"
}

variable "kube_context" {
  description = "The context in the kubeconfig file; null for its current one."
  type        = string
  default     = null
}

variable "namespace" {
  description = "The namespace of all resources. It is created."
  type        = string
  default     = "meterline"

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "namespace is lower case letters, digits and dashes."
  }
}

variable "operator_version" {
  description = "The version of the Flink Kubernetes operator. It must support Flink 1.19."
  type        = string
  default     = "1.12.1"

  validation {
    condition     = can(regex("^1\\.(9|1\\d)\\.\\d+$", var.operator_version))
    error_message = "operator_version is 1.9.0 or later."
  }
}

variable "image" {
  description = "The image built from pipelines/flink/Containerfile, with its digest."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image ends in @sha256: and its digest, so that it cannot change under a running job."
  }
}

variable "service_account_annotations" {
  description = "Annotations of the live run's service account, with which a cloud grants it access to a bucket: iam.gke.io/gcp-service-account or eks.amazonaws.com/role-arn."
  type        = map(string)
  default     = {}
}

variable "backfill_service_account_annotations" {
  description = "The same for the service account of backfills, which only reads the archive and writes the views."
  type        = map(string)
  default     = {}
}

variable "storage" {
  description = "The folder for checkpoints, savepoints, high-availability metadata, archive and views: gs://BUCKET/FOLDER or s3://BUCKET/FOLDER; or, with uri null, a volume of the cluster with a storage class and size."
  type = object({
    uri   = optional(string)
    class = optional(string)
    size  = optional(string, "50Gi")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.storage.uri == null || can(regex("^(gs|s3)://[^/]+(/.*[^/])?$", var.storage.uri))
    error_message = "uri is gs://... or s3://..., without a slash at its end."
  }
  validation {
    condition     = can(regex("^\\d+[GT]i$", var.storage.size))
    error_message = "size is such as 50Gi."
  }
}

variable "kafka" {
  description = "The brokers of the log and of the topics of the views. secret names a secret in the namespace with Kafka's client properties under the key client.properties. Create it separately; it is mounted, and Terraform never reads it."
  type = object({
    bootstrap_servers = string
    secret            = optional(string)
  })
}

variable "live" {
  description = "The live job; null for none. Changing a rule or waiting changes the rows: start from empty state and with empty topics of the views. archive_every must not change while the archive is in use. max_parallelism cannot change while state is kept."
  type = object({
    parallelism     = optional(number, 2)
    max_parallelism = optional(number, 128)
    slots           = optional(number, 2)
    memory          = optional(string, "4g")
    cpu             = optional(number, 2)
    state_backend   = optional(string, "hashmap")
    checkpoint_secs = optional(number)
    archive_every   = optional(string)
    rules           = optional(map(string), {})
    waiting         = optional(map(string), {})
  })
  default = {}

  validation {
    condition     = var.live == null || contains(["rocksdb", "hashmap"], try(var.live.state_backend, ""))
    error_message = "state_backend is rocksdb or hashmap."
  }
  validation {
    condition     = var.live == null || try(var.live.parallelism >= 1 && var.live.parallelism <= var.live.max_parallelism, false)
    error_message = "parallelism is 1 to max_parallelism."
  }
}

variable "upgrade_mode" {
  description = "How the live job resumes after a change: from a savepoint, or from its last checkpoint (last-state, which also works if the job is failing). stateless starts from empty state, with the first event of the log."
  type        = string
  default     = "savepoint"

  validation {
    condition     = contains(["savepoint", "last-state", "stateless"], var.upgrade_mode)
    error_message = "upgrade_mode is savepoint, last-state or stateless."
  }
}

variable "state" {
  description = "running or suspended. Suspending the live job keeps its state as upgrade_mode says, and running resumes from it."
  type        = string
  default     = "running"

  validation {
    condition     = contains(["running", "suspended"], var.state)
    error_message = "state is running or suspended."
  }
}

variable "backfill" {
  description = "A replay of the archive into the version of the views named as; null for none. With hold, the version is not published until `meterline views switch`. Set it back to null when the backfill is done: that frees its machines and keeps the views."
  type = object({
    as          = string
    hold        = optional(bool, true)
    parallelism = optional(number, 4)
    slots       = optional(number, 2)
    memory      = optional(string, "8g")
    cpu         = optional(number, 2)
    rules       = optional(map(string), {})
  })
  default = null

  # It is also part of the deployment's name.
  validation {
    condition     = var.backfill == null || can(regex("^[a-z0-9]([-a-z0-9]{0,18}[a-z0-9])?$", var.backfill.as))
    error_message = "as is up to 20 lower case letters, digits and dashes."
  }
}
