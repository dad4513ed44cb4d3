folder_id = "demo"
fleet = {
  web = { instance = "vm-1" }
  db  = { instance = "vm-2", directories = ["/srv/restore", "/srv/dump/today"], protected = false }
}
