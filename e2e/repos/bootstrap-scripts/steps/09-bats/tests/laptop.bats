#!/usr/bin/env bats

@test "refuses to run without root" {
  run bash laptop.sh
  [ "$status" -eq 1 ]
  [[ "$output" == *"Run with sudo."* ]]
}
