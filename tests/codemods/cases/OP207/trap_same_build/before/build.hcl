target "b" {
  context = "b"
  contexts = {
    "shop/python" = "target:python"
  }
}
