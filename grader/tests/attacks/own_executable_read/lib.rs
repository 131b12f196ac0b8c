async fn attack() {
    println!("{}", std::fs::read("/proc/self/exe").map_or(0, |file| file.len()));
}

// @GATHER@
