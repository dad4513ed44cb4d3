# What the generated expressions may refer to.

variable "text" {
  default = "Hello, Wörld"
}

variable "number" {
  default = 42.5
}

variable "flag" {
  default = true
}

variable "texts" {
  type    = list(string)
  default = ["b", "a", "c", "a"]
}

variable "numbers" {
  type    = set(number)
  default = [3, 1, 2.5]
}

variable "tags" {
  type    = map(string)
  default = { env = "prod", team = "core", "with space" = "x" }
}

variable "server" {
  type = object({
    name  = string
    port  = optional(number, 8080)
    hosts = optional(list(string))
    inner = optional(object({ on = optional(bool, true), level = number }))
  })
  default = { name = "web", inner = { level = 3 } }
}

variable "secret" {
  default   = "geheim"
  sensitive = true
}

variable "nothing" {
  type    = string
  default = null
}

variable "anything" {
  type    = any
  default = [1, "two", { three = [true, null] }]
}

locals {
  servers = [
    { name = "a", size = 1, tags = { x = "1" } },
    { name = "b", size = 2, tags = {} },
    { name = "c", size = 3, tags = { x = "3", y = "4" } },
  ]
  matrix  = [[1, 2], [3, 4], []]
  lookup  = { for s in local.servers : s.name => s }
  empty   = []
  noone   = {}
  mixed   = { secret = var.secret, open = "open" }
  plain   = <<-EOT
    Hello
      ${var.text}

    last
  EOT
  loop    = <<EOT
%{for s in local.servers~}
server ${s.name} has ${s.size}
%{endfor~}
%{if var.flag}yes%{else}no%{endif}
EOT
  literal = "$${not} %%{this}"
}

module "m" {
  source = "./m"
  name   = "mod"
}

module "each" {
  source   = "./m"
  for_each = toset(["k1", "k2"])
  name     = each.key
}

module "two" {
  source = "./m"
  count  = 2
  name   = "n${count.index}"
}

resource "terraform_data" "one" {
  input = var.text
}

resource "terraform_data" "many" {
  count = 2
  input = { index = count.index }
}

resource "terraform_data" "each" {
  for_each = { a = 1, b = 2 }
  input    = "${each.key}=${each.value}"
}

locals {
  template    = "Hello, $${name}! %%{if true}yes%%{endif}"
  badtemplate = "Hello, $${name"
}
