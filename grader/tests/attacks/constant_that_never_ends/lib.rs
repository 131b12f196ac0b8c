#![allow(long_running_const_eval)]
const fn never() -> u64 {
    let mut n = 1_u64;
    while n > 0 {
        n = (n % 7) + 1;
    }
    n
}
const NEVER: u64 = never();
async fn attack() {
    println!("{NEVER}");
}

// @GATHER@
