locals {
  # Keyed by the options of `meterline run`.
  program = {
    kafka         = try(var.kafka.bootstrap_servers, null)
    kafka-config  = try(var.kafka.client_properties, null)
    archive       = var.archive
    archive-every = var.archive_every
    views         = var.views
    as            = var.as
    hold          = var.hold
    known         = lookup(var.rules, "known", null)
    lateness      = lookup(var.rules, "lateness", null)
    window        = lookup(var.rules, "window", null)
    compare-every = lookup(var.rules, "compare-every", null)
    from          = lookup(var.rules, "from", null)
    to            = lookup(var.rules, "to", null)
    wait          = lookup(var.waiting, "wait", null)
    slack         = lookup(var.waiting, "slack", null)
  }

  # The options in the option file, except those of a runner, which the root modules set.
  file = {
    for option in regexall("(?m)^--([a-z-]+)=(\\S+)$", file("${path.module}/../../../pipelines/${var.file}.args")) :
    option[0] => option[1] if contains(keys(local.program), option[0])
  }

  given      = { for name, value in merge(local.program, var.beam) : name => tostring(value) if value != null }
  parameters = merge(local.file, local.given)
  is_live    = contains(keys(local.parameters), "kafka")
}
