variable "name" {
  type = string
}

output "greeting" {
  value = "hi ${var.name}"
}

output "detail" {
  value = { name = var.name, path = path.module, list = [var.name, 1] }
}

output "hidden" {
  value     = sensitive(var.name)
  sensitive = true
}
