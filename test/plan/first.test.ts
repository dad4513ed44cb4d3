import { changesOf, Life, told } from './harness';
describe('tries', () => {
  it('single', async () => {
    const life = new Life();
    const { plan, diagnostics } = await life.plan(`
variable "n" { default = 2 }
locals { x = [for i in range(var.n) : "v\${i}"] }
resource "terraform_data" "a" {
  count = var.n
  input = local.x[count.index]
}
resource "terraform_data" "b" {
  for_each = { p = terraform_data.a[0].id, q = "2" }
  input = "\${each.key}-\${each.value}"
}
module "m" {
  source = "./m"
  for_each = toset(["one", "two"])
  v = { k = each.key, id = terraform_data.a[0].id }
}
output "ids" { value = module.m["one"].out }
output "all" { value = [for k, m in module.m : m.out] }
output "b" { value = terraform_data.b["p"].output }
`.length === 0 ? '' : {
      'main.tf': `
variable "n" { default = 2 }
locals { x = [for i in range(var.n) : "v\${i}"] }
resource "terraform_data" "a" {
  count = var.n
  input = local.x[count.index]
}
resource "terraform_data" "b" {
  for_each = { p = terraform_data.a[0].output, q = "2" }
  input = "\${each.key}-\${each.value}"
}
module "m" {
  source = "./m"
  for_each = toset(["one", "two"])
  v = { k = each.key, id = terraform_data.a[1].output }
}
output "ids" { value = module.m["one"].out }
output "all" { value = [for k, m in module.m : m.out] }
output "b" { value = terraform_data.b["p"].output }
`,
      'm/main.tf': `
variable "v" { type = object({ k = string, id = string, d = optional(string, "dd") }) }
locals { y = "\${var.v.id}/\${var.v.d}" }
resource "terraform_data" "in" { input = local.y }
output "out" { value = "\${var.v.k}:\${terraform_data.in.output}" }
` });
    expect(told(diagnostics)).toEqual([]);
    expect(changesOf(plan)).toEqual([]);
    console.log(JSON.stringify(plan?.definitions), JSON.stringify(plan?.instances), plan?.steps.map((s) => `${s.id} <- ${s.after.join(', ')}`).join('\n'));
  });
  it('life', async () => {
    const life = new Life();
    await life.go({
      'main.tf': `
variable "n" { default = 2 }
locals { x = [for i in range(var.n) : "v\${i}"] }
resource "terraform_data" "a" {
  count = var.n
  input = local.x[count.index]
}
resource "terraform_data" "b" {
  for_each = { p = terraform_data.a[0].output, q = "2" }
  input = "\${each.key}-\${each.value}"
}
module "m" {
  source = "./m"
  for_each = toset(["one", "two"])
  v = { k = each.key, id = terraform_data.a[1].output }
}
output "ids" { value = module.m["one"].out }
output "all" { value = [for k, m in module.m : m.out] }
output "b" { value = terraform_data.b["p"].output }
`,
      'm/main.tf': `
variable "v" { type = object({ k = string, id = string, d = optional(string, "dd") }) }
locals { y = "\${var.v.id}/\${var.v.d}" }
resource "terraform_data" "in" { input = local.y }
output "out" { value = "\${var.v.k}:\${terraform_data.in.output}" }
` });
    console.log(life.objects(), life.outputs());
  });
});
