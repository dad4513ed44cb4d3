# The fleet of ../cdktf-fleet in the native syntax: one module call makes all instances.
terraform {
  required_providers {
    cloudbackup = {
      source = "holdfast/cloudbackup"
    }
  }
}

provider "cloudbackup" {
  folder_id = var.folder_id
}

variable "folder_id" {
  type        = string
  description = "Folder whose instances are backed up."
}

variable "fleet" {
  type = map(object({
    instance    = string
    directories = optional(list(string), ["/srv/restore"])
    protected   = optional(bool, true)
  }))
  description = "What is under Cloud Backup, by name."
  validation {
    condition     = alltrue([for one in values(var.fleet) : startswith(one.instance, "vm-")])
    error_message = "Instances of this fleet are called vm-…, and these are not: ${join(", ", [for one in values(var.fleet) : one.instance if !startswith(one.instance, "vm-")])}."
  }
}

module "instance" {
  source   = "./modules/instance"
  for_each = var.fleet

  instance    = each.value.instance
  directories = toset(each.value.directories)
  protected   = each.value.protected
}

output "registrations" {
  value       = { for name, one in module.instance : name => one.registration }
  description = "Id of each registration, by the name that the fleet gives it."
}
