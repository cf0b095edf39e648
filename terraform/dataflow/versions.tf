terraform {
  required_version = ">= 1.9"

  # The test of these files holds the schema of exactly these versions.
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "6.50.0"
    }
    # Flex template jobs are only in this one.
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "6.50.0"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

provider "google-beta" {
  project = var.project
  region  = var.region
}
