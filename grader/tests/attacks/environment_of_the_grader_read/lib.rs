async fn attack() {
    let parent = std::os::unix::process::parent_id();
    println!("{:?}", std::fs::read(format!("/proc/{parent}/environ")));
}

// @GATHER@
