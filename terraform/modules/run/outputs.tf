output "parameters" {
  description = "All options, including those of the option file, by name without dashes: the parameters of a flex template."
  value       = local.parameters

  # The program's own checks, made before any resource is created.
  precondition {
    condition     = local.is_live || alltrue([for name in ["archive", "views"] : contains(keys(local.parameters), name)])
    error_message = "A run has kafka, or an archive and views."
  }
  precondition {
    condition     = !local.is_live || length(setintersection(keys(local.parameters), ["views", "as", "hold", "from", "to"])) == 0
    error_message = "views, as, hold, from and to are for a replay: a live run publishes every row."
  }
  precondition {
    condition     = !local.is_live || lookup(local.parameters, "known", "then") == "then"
    error_message = "known = now is for a replay."
  }
}

output "arguments" {
  description = "The options that are not in the option file, as arguments of the program, sorted by name."
  value       = [for name, value in local.given : "--${name}=${value}"]
}
