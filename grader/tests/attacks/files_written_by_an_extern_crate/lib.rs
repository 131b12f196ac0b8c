extern crate std as s;

async fn attack() {
    s::fs::write("@CANARY@", "reached").ok();
}

// @GATHER@
