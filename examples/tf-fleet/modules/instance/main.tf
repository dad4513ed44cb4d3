terraform {
  required_providers {
    cloudbackup = {
      source = "holdfast/cloudbackup"
    }
  }
}

variable "instance" {
  type = string
}

variable "directories" {
  type = set(string)
}

variable "protected" {
  type = bool
}

resource "cloudbackup_resource" "this" {
  compute_instance_id = var.instance
  deletion_protection = var.protected
}

resource "cloudbackup_directory" "restore" {
  for_each            = var.directories
  compute_instance_id = cloudbackup_resource.this.compute_instance_id
  path                = each.key
}

output "registration" {
  value = cloudbackup_resource.this.id
}
