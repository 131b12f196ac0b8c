static TEXT: &str = include_str!("/etc/passwd");

async fn attack() {
    println!("{TEXT}");
}

// @GATHER@
