variable "project" {
  description = "An existing Google Cloud project."
  type        = string
}

variable "region" {
  description = "The region of the jobs and the buckets."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+\\d+$", var.region))
    error_message = "region is one region, such as europe-west1."
  }
}

variable "name" {
  description = "Prefix of the names of all resources. Bucket names also begin with the project, as they must be globally unique."
  type        = string
  default     = "meterline"

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{1,18}[a-z0-9])$", var.name))
    error_message = "name is 3 to 20 lower case letters, digits and dashes, beginning with a letter."
  }
}

variable "image" {
  description = "The container image of the flex template, with its digest. A new one updates the live job. Null until the image exists: no job runs."
  type        = string
  default     = null

  validation {
    condition     = var.image == null || can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image ends in @sha256: and its digest, so that it cannot change under a running job."
  }
}

variable "subnetwork" {
  description = "The subnetwork of the workers, as regions/REGION/subnetworks/NAME, with Private Google Access and a route to Kafka. Workers have no public addresses."
  type        = string

  validation {
    condition     = can(regex("regions/[^/]+/subnetworks/[^/]+$", var.subnetwork))
    error_message = "subnetwork is regions/REGION/subnetworks/NAME, or its URL."
  }
}

variable "kafka" {
  description = "The brokers of the log and of the topics of the views. secret is the version of a Secret Manager secret that contains Kafka's client properties, as projects/P/secrets/S/versions/N. The job reads it; its content is never in Terraform's state or in the job's description."
  type = object({
    bootstrap_servers = string
    secret            = optional(string)
  })

  validation {
    condition     = var.kafka.secret == null || can(regex("^projects/[^/]+/secrets/[^/]+/versions/(\\d+|latest)$", var.kafka.secret))
    error_message = "secret is projects/P/secrets/S/versions/N."
  }
}

variable "live" {
  description = "The live job; null for none. Changing a rule or waiting changes the rows: start with empty topics of the views. archive_every must not change while the archive is in use. Changing workers replaces the job, as Dataflow cannot update it."
  type = object({
    machine_type  = optional(string, "n2-standard-2")
    workers       = optional(number, 1)
    max_workers   = optional(number, 4)
    archive_every = optional(string)
    rules         = optional(map(string), {})
    waiting       = optional(map(string), {})
  })
  default = {}

  validation {
    condition     = var.live == null || try(var.live.workers >= 1 && var.live.workers <= var.live.max_workers, false)
    error_message = "workers is 1 to max_workers."
  }
}

variable "on_delete" {
  description = "How the live job is stopped when it is replaced or destroyed. cancel leaves the published rows unchanged; drain also publishes incomplete windows."
  type        = string
  default     = "cancel"

  validation {
    condition     = contains(["cancel", "drain"], var.on_delete)
    error_message = "on_delete is cancel or drain."
  }
}

variable "transform_names" {
  description = "Renamed steps, from old to new name, for updating the live job to a program that renames them."
  type        = map(string)
  default     = {}
}

variable "backfill" {
  description = "A replay of the archive into the version of the views named as; null for none. With hold, the version is not published until `meterline views switch`. Set it back to null when the backfill is done."
  type = object({
    as           = string
    hold         = optional(bool, true)
    machine_type = optional(string, "n2-standard-4")
    max_workers  = optional(number, 8)
    rules        = optional(map(string), {})
  })
  default = null

  # It is also part of the job's name.
  validation {
    condition     = var.backfill == null || can(regex("^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$", var.backfill.as))
    error_message = "as is up to 32 lower case letters, digits and dashes."
  }
}

variable "labels" {
  description = "Labels of all resources that support them."
  type        = map(string)
  default     = {}
}
