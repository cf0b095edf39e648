output "parameters" {
  description = "Every option, those of the launch file among them, by its name without dashes, as a flex template takes it."
  value       = local.parameters

  # As the program refuses them, before anything is made.
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
  description = "The options beside those of the launch file, as the program's arguments, in the order of their names."
  value       = [for name, value in local.given : "--${name}=${value}"]
}
