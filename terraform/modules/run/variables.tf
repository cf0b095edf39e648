variable "file" {
  description = "The launch file whose options hold where nothing else is said: NAME of pipelines/NAME.args."
  type        = string
}

variable "kafka" {
  description = "Where the live log is; null for a replay of an archive. client_properties says where Kafka's client properties are: a file, such as a mounted one, or secret://projects/P/secrets/S/versions/V."
  type = object({
    bootstrap_servers = string
    client_properties = optional(string)
  })
  default = null
}

variable "archive" {
  description = "The log at rest: what a replay reads, and what a live run fills."
  type        = string
  default     = null
}

variable "archive_every" {
  description = "What a partition logs in so long becomes a file of the archive of a live run; a whole part of a day."
  type        = string
  default     = null
}

variable "views" {
  description = "Where a replay writes its views; a live run publishes them to Kafka."
  type        = string
  default     = null
}

variable "as" {
  description = "The name of the version of the views that a replay writes."
  type        = string
  default     = null
}

variable "hold" {
  description = "Whether readers stay with the version that they see when a replay is done."
  type        = bool
  default     = null
}

variable "rules" {
  description = "What decides the views and which rows are written: known, lateness, window, compare-every, from, to."
  type        = map(string)
  default     = {}
  nullable    = false

  # Of an object, Terraform would drop a name that it does not know without a word.
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
  description = "Options of Beam and its runner, by their names, for arguments."
  type        = map(string)
  default     = {}
  nullable    = false
}
