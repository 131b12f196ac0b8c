const TEXT: i32 = include!("@SECRET@");

async fn attack() {
    println!("{TEXT}");
}

// @GATHER@
