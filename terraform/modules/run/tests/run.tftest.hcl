run "a_live_run" {
  command = plan

  variables {
    file    = "flink-live"
    kafka   = { bootstrap_servers = "a:9092,b:9092", client_properties = "/etc/kafka/client.properties" }
    archive = "gs://bucket/log"
    rules   = { window = "PT5M" }
    waiting = { wait = "PT0S" }
    beam    = { maxParallelism = 64, checkpointingInterval = null }
  }

  assert {
    condition = join("\n", output.arguments) == join("\n", [
      "--archive=gs://bucket/log",
      "--kafka=a:9092,b:9092",
      "--kafka-config=/etc/kafka/client.properties",
      "--maxParallelism=64",
      "--wait=PT0S",
      "--window=PT5M",
    ])
    error_message = "These are other arguments: ${join(" ", output.arguments)}"
  }
  assert {
    condition     = output.parameters["lateness"] == "P2D" && output.parameters["slack"] == "PT1S" && output.parameters["wait"] == "PT0S"
    error_message = "An option that is not set differs from the option file: ${jsonencode(output.parameters)}"
  }
}

run "a_replay" {
  command = plan

  variables {
    file    = "dataflow-backfill"
    archive = "gs://bucket/log"
    views   = "gs://bucket/views"
    as      = "prices"
    hold    = true
    rules   = { known = "now" }
  }

  assert {
    condition = output.parameters == {
      archive = "gs://bucket/log", views = "gs://bucket/views", as = "prices", hold = "true", known = "now", lateness = "P2D", window = "P91D"
    }
    error_message = "These are other parameters: ${jsonencode(output.parameters)}"
  }
}

run "a_rule_that_there_is_not" {
  command = plan

  variables {
    file  = "local"
    rules = { epcoh = "P1D" }
  }

  expect_failures = [var.rules]
}

run "a_window_that_is_no_duration" {
  command = plan

  variables {
    file  = "local"
    rules = { window = "1 day" }
  }

  expect_failures = [var.rules]
}

run "a_live_run_does_not_write_files" {
  command = plan

  variables {
    file  = "flink-live"
    views = "views"
  }

  expect_failures = [output.parameters]
}

run "a_live_run_does_not_know_the_future" {
  command = plan

  variables {
    file  = "flink-live"
    rules = { known = "now" }
  }

  expect_failures = [output.parameters]
}
