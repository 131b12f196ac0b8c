const NEVER: u64 = { let mut n = 1_u64; while n > 0 { n = (n % 7) + 1; } n };
async fn attack() {
    println!("{NEVER}");
}

// @GATHER@
