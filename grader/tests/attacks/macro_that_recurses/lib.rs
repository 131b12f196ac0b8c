#![recursion_limit = "3000"]
macro_rules! deeper { ($($t:tt)*) => { deeper!($($t)*) } }
deeper!();

async fn attack() {

}

// @GATHER@
