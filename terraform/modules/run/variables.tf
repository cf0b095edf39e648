variable "file" {
  description = "Name of the option file pipelines/NAME.args, which supplies the options that no variable sets."
  type        = string
}

variable "kafka" {
  description = "The live log's brokers; null for a replay of an archive. client_properties is the location of Kafka's client properties: a file, such as a mounted one, or secret://projects/P/secrets/S/versions/V."
  type = object({
    bootstrap_servers = string
    client_properties = optional(string)
  })
  default = null
}

variable "archive" {
  description = "The location of the archive: a replay reads it, a live run adds to it."
  type        = string
  default     = null
}

variable "archive_every" {
  description = "How often a live run closes a file of the archive: each file covers this much time of one partition. Must divide a day."
  type        = string
  default     = null
}

variable "views" {
  description = "Where a replay writes its views. A live run publishes them to Kafka."
  type        = string
  default     = null
}

variable "as" {
  description = "The name of the version of the views that a replay writes."
  type        = string
  default     = null
}

variable "hold" {
  description = "If true, a replay does not publish its version of the views; `meterline views switch` does."
  type        = bool
  default     = null
}

variable "rules" {
  description = "Options that determine the rows of the views: known, lateness, window, compare-every, from, to."
  type        = map(string)
  default     = {}
  nullable    = false

  # A map, because Terraform silently drops unknown attributes of an object.
  validation {
    condition     = length(setsubtract(keys(var.rules), ["known", "lateness", "window", "compare-every", "from", "to"])) == 0
    error_message = "rules are known, lateness, window, compare-every, from and to."
  }
  validation {
    condition     = contains(["now", "then"], lookup(var.rules, "known", "now"))
    error_message = "known is now or then."
  }
  validation {
    condition = alltrue([
      for name in ["lateness", "window", "compare-every"] :
      can(regex("^P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$", lookup(var.rules, name, "PT1M")))
    ])
    error_message = "lateness, window and compare-every are ISO-8601 durations, such as PT1M or P28D."
  }
  validation {
    condition = alltrue([
      for name in ["from", "to"] : can(regex("^\\d{4}-\\d{2}-\\d{2}$", lookup(var.rules, name, "2026-03-01")))
    ])
    error_message = "from and to are dates, such as 2026-03-01."
  }
}

variable "waiting" {
  description = "How long a live run waits for readings on their way (wait), and how far the broker's clock may be behind (slack)."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.waiting), ["wait", "slack"])) == 0
    error_message = "waiting is wait and slack."
  }
}

variable "beam" {
  description = "Options of Beam and its runner, by name."
  type        = map(string)
  default     = {}
  nullable    = false
}
