macro_rules! in_std { ($($t:tt)*) => { std::$($t)* } }

async fn attack() {
    let _ = in_std!(fs::write("@CANARY@", "reached"));
}

// @GATHER@
