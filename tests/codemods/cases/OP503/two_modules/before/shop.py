PASSWORD = "swordfish"
