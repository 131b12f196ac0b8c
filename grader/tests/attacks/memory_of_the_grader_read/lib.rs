async fn attack() {
    let parent = std::os::unix::process::parent_id();
    let _ = std::fs::File::open(format!("/proc/{parent}/mem"));
}

// @GATHER@
