macro_rules! grow { ($($t:tt)*) => { grow!($($t)* $($t)*) } }
grow!(x);

async fn attack() {

}

// @GATHER@
