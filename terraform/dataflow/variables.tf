variable "project" {
  description = "The Google Cloud project, which exists."
  type        = string
}

variable "region" {
  description = "Where jobs run and buckets are."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+\\d+$", var.region))
    error_message = "region is one region, such as europe-west1."
  }
}

variable "name" {
  description = "What the names of everything here begin with. Bucket names begin with the project, too: they are unique in the world."
  type        = string
  default     = "meterline"

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{1,18}[a-z0-9])$", var.name))
    error_message = "name is 3 to 20 lower case letters, digits and dashes, beginning with a letter."
  }
}

variable "image" {
  description = "The image of the flex template, with its digest: a new one is an update of the live job. Null until there is one, and no job runs."
  type        = string
  default     = null

  validation {
    condition     = var.image == null || can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image ends in @sha256: and its digest, so that it cannot change under a running job."
  }
}

variable "subnetwork" {
  description = "Where workers are, as regions/REGION/subnetworks/NAME: with Private Google Access, and a way to Kafka. They have no public addresses."
  type        = string

  validation {
    condition     = can(regex("regions/[^/]+/subnetworks/[^/]+$", var.subnetwork))
    error_message = "subnetwork is regions/REGION/subnetworks/NAME, or its URL."
  }
}

variable "kafka" {
  description = "The log and the topics of the views. secret is the version of a Secret Manager secret whose content is a file of Kafka's client properties, as projects/P/secrets/S/versions/N. The job reads it; neither Terraform nor the job's description ever holds what is in it."
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
  description = "The live job: null for none. A change of a rule or of waiting means other rows: begin with empty topics of views. archive_every stays as the archive began. A change of workers, which Dataflow cannot update, replaces the job."
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
  description = "How the live job is stopped when it is replaced or destroyed. cancel leaves what is published as it is; drain also publishes windows that are not complete."
  type        = string
  default     = "cancel"

  validation {
    condition     = contains(["cancel", "drain"], var.on_delete)
    error_message = "on_delete is cancel or drain."
  }
}

variable "transform_names" {
  description = "For an update of the live job to a program whose steps have other names: from the old to the new."
  type        = map(string)
  default     = {}
}

variable "backfill" {
  description = "A replay of the archive into a version of the views named as: null for none. With hold, readers stay with the version that they see until `meterline views switch`. Back to null when it is done."
  type = object({
    as           = string
    hold         = optional(bool, true)
    machine_type = optional(string, "n2-standard-4")
    max_workers  = optional(number, 8)
    rules        = optional(map(string), {})
  })
  default = null

  # The name of the job has it, too.
  validation {
    condition     = var.backfill == null || can(regex("^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$", var.backfill.as))
    error_message = "as is up to 32 lower case letters, digits and dashes."
  }
}

variable "labels" {
  description = "Labels of everything that has labels."
  type        = map(string)
  default     = {}
}
